using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Tokens;

/// <summary>Revokes tokens (managers from 6.4 on): whoever uses them is no longer let in.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Token))]
public sealed class RemoveCfyTokenCommand : RemoveResourceCommand<Token>
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("TokenId")]
    [ResourceKey(nameof(Token.TokenId))]
    [ArgumentCompleter(typeof(TokenCompleter))]
    public string[] Id { get; set; } = [];

    internal override string Noun => "token";

    internal override string[] Keys => Id;

    internal override ResourceClient<Token> Resources => Client.Tokens;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Tokens.DeleteAsync(key, cancellationToken);
}
