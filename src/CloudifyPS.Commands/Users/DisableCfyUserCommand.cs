using System.Management.Automation;

namespace CloudifyPS.Commands.Users;

/// <summary>Deactivates users, so that they cannot log in. Their resources are not affected.</summary>
[Cmdlet(VerbsLifecycle.Disable, "CfyUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(User))]
public sealed class DisableCfyUserCommand : ChangeUserCommand
{
    internal override string Action => "Disable";

    internal override Task<User> ChangeAsync(string name, CancellationToken cancellationToken) =>
        Client.Users.SetActiveAsync(name, active: false, cancellationToken);
}
