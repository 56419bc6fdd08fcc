using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Secrets;

/// <summary>Removes secrets.</summary>
[Cmdlet(VerbsCommon.Remove, "CfySecret", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Secret))]
public sealed class RemoveCfySecretCommand : RemoveResourceCommand<Secret>
{
    /// <summary>Keys.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(nameof(Secret.Key))]
    [ArgumentCompleter(typeof(SecretCompleter))]
    public string[] Key { get; set; } = [];

    internal override string Noun => "secret";

    internal override string[] Keys => Key;

    internal override ResourceClient<Secret> Resources => Client.Secrets;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Secrets.DeleteAsync(key, cancellationToken);
}
