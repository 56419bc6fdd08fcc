using System.Management.Automation;

namespace CloudifyPS.Commands.Users;

/// <summary>Activates users, so that they can log in.</summary>
[Cmdlet(VerbsLifecycle.Enable, "CfyUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(User))]
public sealed class EnableCfyUserCommand : ChangeUserCommand
{
    internal override string Action => "Enable";

    internal override Task<User> ChangeAsync(string name, CancellationToken cancellationToken) =>
        Client.Users.SetActiveAsync(name, active: true, cancellationToken);
}
