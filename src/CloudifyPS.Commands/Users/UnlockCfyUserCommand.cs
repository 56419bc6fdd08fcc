using System.Management.Automation;

namespace CloudifyPS.Commands.Users;

/// <summary>Unlocks users that are locked because of failed logins. Manager 4.4 and later.</summary>
[Cmdlet(VerbsCommon.Unlock, "CfyUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(User))]
public sealed class UnlockCfyUserCommand : ChangeUserCommand
{
    internal override string Action => "Unlock";

    internal override Task<User> ChangeAsync(string name, CancellationToken cancellationToken) =>
        Client.Users.UnlockAsync(name, cancellationToken);
}
