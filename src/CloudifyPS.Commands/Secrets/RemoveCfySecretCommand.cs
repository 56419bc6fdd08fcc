using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Secrets;

/// <summary>Removes secrets.</summary>
[Cmdlet(VerbsCommon.Remove, "CfySecret", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Secret))]
public sealed class RemoveCfySecretCommand : RemoveResourceCommand<Secret>
{
    /// <summary>The keys of the secrets.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(Secret), nameof(Secret.Key), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Secret>))]
    public string[] Key { get; set; } = [];

    internal override string[] Keys => Key;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Secrets.DeleteAsync(key, cancellationToken);
}
