using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Resources;
using CloudifyPS.Client.Security;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Tokens;

/// <summary>
/// Gets tokens. A manager before 6.4 has one for every user, and gives it; later ones list those that were made
/// (New-CfyToken), without their values.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CfyToken", SupportsPaging = true)]
[OutputType(typeof(Token))]
public sealed class GetCfyTokenCommand : GetResourceCommand<Token>
{
    /// <summary>Ids, with wildcards (managers from 6.4 on). Without it, all tokens that the user may see.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("TokenId")]
    [ResourceKey(nameof(Token.TokenId))]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(TokenCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Gives the own token as it is, readable (managers before 6.4): mind where it goes.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    internal override string Noun => "token";

    internal override string[]? Keys => Id;

    internal override ResourceClient<Token> Resources => Client.Tokens;

    internal override string? KeyOf(Token resource) => resource.Id;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var isOwn = false;
        Attempt(null, () => isOwn = AsPlainText || !Client.Tokens.CreatesTokens);
        if (!isOwn)
        {
            base.ProcessRecord();
            return;
        }

        Attempt(null, () =>
        {
            var token = Run(Client.Tokens.GetOwnAsync);
            token.Value = AsPlainText ? (token.Value as SecureString)?.ToPlainText() : token.Value;
            WriteResource(token);
        });
    }
}
