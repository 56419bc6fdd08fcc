using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Users;

/// <summary>Removes users.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(User))]
public sealed class RemoveCfyUserCommand : RemoveResourceCommand<User>
{
    /// <summary>The names of the users.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(User), nameof(User.UserName), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<User>))]
    public string[] UserName { get; set; } = [];

    internal override string[] Keys => UserName;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Users.DeleteAsync(key, cancellationToken);
}
