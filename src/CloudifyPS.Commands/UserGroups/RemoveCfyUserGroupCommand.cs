using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.UserGroups;

/// <summary>Removes user groups. The users of the groups are not removed.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyUserGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(UserGroup))]
public sealed class RemoveCfyUserGroupCommand : RemoveResourceCommand<UserGroup>
{
    /// <summary>The names of the user groups.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("GroupName")]
    [ResourceKey(typeof(UserGroup), nameof(UserGroup.GroupName), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<UserGroup>))]
    public string[] Name { get; set; } = [];

    internal override string[] Keys => Name;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.UserGroups.DeleteAsync(key, cancellationToken);
}
