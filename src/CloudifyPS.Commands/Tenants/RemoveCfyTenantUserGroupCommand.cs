using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Removes user groups from a tenant. The groups themselves are not removed.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyTenantUserGroup", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class RemoveCfyTenantUserGroupCommand : TenantMemberCommand
{
    /// <summary>The names of the groups.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(UserGroup), nameof(UserGroup.GroupName), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<UserGroup>))]
    public string[] GroupName { get; set; } = [];

    internal override string Noun => "user group";

    internal override string[] Members => GroupName;

    internal override string Action => "Remove";

    internal override async Task<CloudifyPS.Tenant?> ChangeAsync(string member, CancellationToken cancellationToken)
    {
        await Client.Tenants.RemoveAsync(TenantName, TenantMember.Group(member), cancellationToken)
            .ConfigureAwait(false);
        return null;
    }
}
