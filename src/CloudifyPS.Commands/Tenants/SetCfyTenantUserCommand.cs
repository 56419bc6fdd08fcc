using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Changes the role of users in a tenant. Manager 4.2 and later.</summary>
[Cmdlet(VerbsCommon.Set, "CfyTenantUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class SetCfyTenantUserCommand : TenantMemberCommand
{
    /// <summary>The names of the users.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(User), nameof(User.UserName), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<User>))]
    public string[] UserName { get; set; } = [];

    /// <summary>The role in the tenant: manager, user, operations or viewer.</summary>
    [Parameter(Position = 2, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.TenantRoles), AllowOthers = true)]
    [ArgumentCompleter(typeof(FixedValues.TenantRoles))]
    public string Role { get; set; } = string.Empty;

    internal override string Noun => "user";

    internal override string[] Members => UserName;

    internal override string Action => "Set";

    internal override async Task<CloudifyPS.Tenant?> ChangeAsync(string member, CancellationToken cancellationToken)
    {
        return await Client.Tenants
            .SetRoleAsync(TenantName, TenantMember.User(member), RequiredRole(Role), cancellationToken)
            .ConfigureAwait(false);
    }
}
