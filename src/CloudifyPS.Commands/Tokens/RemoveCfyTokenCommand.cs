using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Tokens;

/// <summary>Revokes tokens. Manager 6.4 and later.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Token))]
public sealed class RemoveCfyTokenCommand : RemoveResourceCommand<Token>
{
    /// <summary>The IDs of the tokens.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("TokenId")]
    [ResourceKey(typeof(Token), nameof(Token.TokenId), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Token>))]
    public string[] Id { get; set; } = [];

    internal override string[] Keys => Id;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Tokens.DeleteAsync(key, cancellationToken);
}
