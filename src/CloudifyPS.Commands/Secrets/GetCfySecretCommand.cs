using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Secrets;

/// <summary>
/// Gets secrets. Those that are asked for by their keys come with their values, as SecureStrings; lists and wildcards
/// come without: pipe them to Get-CfySecret again for the values.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CfySecret", SupportsPaging = true)]
[OutputType(typeof(Secret))]
public sealed class GetCfySecretCommand : GetResourceCommand<Secret>
{
    /// <summary>Keys, with wildcards. Without it, all secrets, without values.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ResourceKey(nameof(Secret.Key))]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SecretCompleter))]
    public string[]? Key { get; set; }

    /// <summary>Gives the value as it is, readable: mind where it goes.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    internal override string Noun => "secret";

    internal override string[]? Keys => Key;

    internal override ResourceClient<Secret> Resources => Client.Secrets;

    internal override bool SearchFindsKey => true;

    internal override bool IsWholeInList => false;

    internal override string? KeyOf(Secret resource) => resource.Key;

    internal override Task<Secret> GetAsync(string key, CancellationToken cancellationToken) => AsPlainText
        ? Client.Secrets.GetPlainAsync(key, Property, cancellationToken)
        : base.GetAsync(key, cancellationToken);
}
