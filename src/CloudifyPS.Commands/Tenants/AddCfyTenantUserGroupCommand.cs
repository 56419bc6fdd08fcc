using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Adds user groups to a tenant.</summary>
[Cmdlet(VerbsCommon.Add, "CfyTenantUserGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class AddCfyTenantUserGroupCommand : TenantMemberCommand
{
    /// <summary>The names of the groups.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(UserGroup), nameof(UserGroup.GroupName))]
    [ArgumentCompleter(typeof(ResourceCompleter<UserGroup>))]
    public string[] GroupName { get; set; } = [];

    /// <summary>The role in the tenant: manager, user, operations or viewer. Manager 4.2 and later.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.TenantRoles), AllowOthers = true)]
    [ArgumentCompleter(typeof(FixedValues.TenantRoles))]
    public string? Role { get; set; } = "user";

    internal override string Noun => "user group";

    internal override string[] Members => GroupName;

    internal override string Action => "Add";

    internal override async Task<CloudifyPS.Tenant?> ChangeAsync(string member, CancellationToken cancellationToken)
    {
        return await Client.Tenants.AddAsync(TenantName, TenantMember.Group(member), RoleOf(Role), cancellationToken)
            .ConfigureAwait(false);
    }
}
