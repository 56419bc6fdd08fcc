using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Security;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Tokens;

/// <summary>
/// Gets tokens. Managers before 6.4 have one token per user and return it with its value. Later managers return the
/// tokens that New-CfyToken created, without their values.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CfyToken", SupportsPaging = true)]
[OutputType(typeof(Token))]
public sealed class GetCfyTokenCommand : GetResourceCommand<Token>
{
    /// <summary>
    /// The IDs of the tokens. Wildcards are permitted. The default is all tokens to which the user has access. Manager
    /// 6.4 and later.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("TokenId")]
    [ResourceKey(typeof(Token), nameof(Token.TokenId))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<Token>))]
    public string[]? Id { get; set; }

    /// <summary>Returns the value of the user's token as plain text. Only managers before 6.4.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    internal override string[]? Keys => Id;

    internal override void Process()
    {
        // Null without a session. The error has then been written already.
        bool? isOwn = null;
        ProcessInput(null, () => isOwn = AsPlainText || !Client.Tokens.CreatesTokens);
        if (isOwn is false)
        {
            base.Process();
        }

        if (isOwn is not true)
        {
            return;
        }

        ProcessInput(null, () =>
        {
            var token = Run(Client.Tokens.GetOwnAsync);
            token.Value = AsPlainText ? (token.Value as SecureString)?.ToPlainText() : token.Value;
            WriteResource(token);
        });
    }
}
