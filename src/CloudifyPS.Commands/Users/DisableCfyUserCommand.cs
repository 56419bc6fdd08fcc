using System.Management.Automation;

namespace CloudifyPS.Commands.Users;

/// <summary>Lets users log in no longer. What they made stays.</summary>
[Cmdlet(VerbsLifecycle.Disable, "CfyUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(User))]
public sealed class DisableCfyUserCommand : ChangeUserCommand
{
    internal override string Action => "Disable";

    internal override Task<User> ChangeAsync(string name, CancellationToken cancellationToken) =>
        Client.Users.SetActiveAsync(name, active: false, cancellationToken);
}
