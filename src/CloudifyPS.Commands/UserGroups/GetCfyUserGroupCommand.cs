using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.UserGroups;

/// <summary>Gets user groups.</summary>
[Cmdlet(VerbsCommon.Get, "CfyUserGroup", SupportsPaging = true)]
[OutputType(typeof(UserGroup))]
public sealed class GetCfyUserGroupCommand : GetResourceCommand<UserGroup>
{
    /// <summary>The names of the groups. Wildcards are permitted. The default is all groups.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("GroupName")]
    [ResourceKey(typeof(UserGroup), nameof(UserGroup.GroupName))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<UserGroup>))]
    public string[]? Name { get; set; }

    /// <summary>
    /// Returns the users of the group, and its tenants with the roles in them, instead of their number.
    /// </summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    internal override string[]? Keys => Name;

    internal override void AddFilters(ListQuery query) => query.With("_get_data", Detailed ? "true" : null);

    internal override Task<UserGroup> GetAsync(string key, CancellationToken cancellationToken) => Detailed
        ? Client.UserGroups.GetDetailedAsync(key, cancellationToken)
        : base.GetAsync(key, cancellationToken);
}
