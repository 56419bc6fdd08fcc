using System.Management.Automation;
using System.Security;
using CloudifyPS.Client.Security;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Tokens;

/// <summary>
/// Makes a token (managers from 6.4 on). Its value is given here and never again, as a SecureString that
/// Connect-CfyManager -Token takes.
/// </summary>
[Cmdlet(VerbsCommon.New, "CfyToken", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Token))]
public sealed class NewCfyTokenCommand : CfySessionCmdlet
{
    /// <summary>What it is for.</summary>
    [Parameter(Position = 0)]
    public string? Description { get; set; }

    /// <summary>When it ends. Without it, never.</summary>
    [Parameter]
    public DateTimeOffset? ExpirationDate { get; set; }

    /// <summary>Gives the value as it is, readable: mind where it goes.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Description, () =>
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
