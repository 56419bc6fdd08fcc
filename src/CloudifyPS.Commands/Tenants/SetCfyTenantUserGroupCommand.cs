using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Changes the role of user groups in a tenant. Manager 4.2 and later.</summary>
[Cmdlet(VerbsCommon.Set, "CfyTenantUserGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class SetCfyTenantUserGroupCommand : TenantMemberCommand
{
    /// <summary>The names of the groups.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(UserGroup), nameof(UserGroup.GroupName), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<UserGroup>))]
    public string[] GroupName { get; set; } = [];

    /// <summary>The role in the tenant: manager, user, operations or viewer.</summary>
    [Parameter(Position = 2, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.TenantRoles), AllowOthers = true)]
    [ArgumentCompleter(typeof(FixedValues.TenantRoles))]
    public string Role { get; set; } = string.Empty;

    internal override string Noun => "user group";

    internal override string[] Members => GroupName;

    internal override string Action => "Set";

    internal override async Task<CloudifyPS.Tenant?> ChangeAsync(string member, CancellationToken cancellationToken)
    {
        return await Client.Tenants
            .SetRoleAsync(TenantName, TenantMember.Group(member), RequiredRole(Role), cancellationToken)
            .ConfigureAwait(false);
    }
}
