using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.UserGroups;

/// <summary>Removes user groups. Their users stay.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyUserGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(UserGroup))]
public sealed class RemoveCfyUserGroupCommand : RemoveResourceCommand<UserGroup>
{
    /// <summary>Names.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("GroupName")]
    [ResourceKey(nameof(UserGroup.GroupName))]
    [ArgumentCompleter(typeof(UserGroupCompleter))]
    public string[] Name { get; set; } = [];

    internal override string Noun => "user group";

    internal override string[] Keys => Name;

    internal override ResourceClient<UserGroup> Resources => Client.UserGroups;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.UserGroups.DeleteAsync(key, cancellationToken);
}
