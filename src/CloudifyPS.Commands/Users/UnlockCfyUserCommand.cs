using System.Management.Automation;

namespace CloudifyPS.Commands.Users;

/// <summary>Unlocks users whom failed logins have locked (managers from 4.4 on).</summary>
[Cmdlet(VerbsCommon.Unlock, "CfyUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(User))]
public sealed class UnlockCfyUserCommand : ChangeUserCommand
{
    internal override string Action => "Unlock";

    internal override Task<User> ChangeAsync(string name, CancellationToken cancellationToken) =>
        Client.Users.UnlockAsync(name, cancellationToken);
}
