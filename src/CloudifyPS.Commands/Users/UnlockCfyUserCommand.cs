using System.Management.Automation;

namespace CloudifyPS.Commands.Users;

/// <summary>Unlocks users that failed logins have locked. Manager 4.4 and later.</summary>
[Cmdlet(VerbsCommon.Unlock, "CfyUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(User))]
public sealed class UnlockCfyUserCommand : ChangeUserCommand
{
    internal override string Action => "Unlock";

    internal override Task<User> ChangeAsync(string name, CancellationToken cancellationToken) =>
        Client.Users.UnlockAsync(name, cancellationToken);
}
