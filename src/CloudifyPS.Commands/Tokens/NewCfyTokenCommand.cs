using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Security;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Tokens;

/// <summary>
/// Creates a token. Only this cmdlet returns its value, as a SecureString that Connect-CfyManager -Token accepts.
/// Manager 6.4 and later.
/// </summary>
[Cmdlet(VerbsCommon.New, "CfyToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Token))]
public sealed class NewCfyTokenCommand : CfySessionCmdlet
{
    /// <summary>The description of the token.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Description { get; set; }

    /// <summary>The time at which the token expires. Without it, the token does not expire.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public DateTimeOffset? ExpirationDate { get; set; }

    /// <summary>Returns the value as plain text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    internal override void Process() => ProcessInput(Description, () =>
    {
        if (!ShouldChange("a token", "New"))
        {
            return;
        }

        var made = Run(token => Client.Tokens.CreateAsync(Description, ExpirationDate, token));
        made.Value = AsPlainText ? (made.Value as SecureString)?.ToPlainText() : made.Value;
        WriteResource(made);
    });
}
