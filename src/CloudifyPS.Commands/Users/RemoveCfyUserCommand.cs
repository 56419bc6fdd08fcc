using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Users;

/// <summary>Removes users.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(User))]
public sealed class RemoveCfyUserCommand : RemoveResourceCommand<User>
{
    /// <summary>Names.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(nameof(User.UserName))]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] UserName { get; set; } = [];

    internal override string Noun => "user";

    internal override string[] Keys => UserName;

    internal override ResourceClient<User> Resources => Client.Users;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Users.DeleteAsync(key, cancellationToken);
}
