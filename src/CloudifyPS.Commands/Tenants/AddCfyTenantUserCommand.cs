using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Adds users to a tenant.</summary>
[Cmdlet(VerbsCommon.Add, "CfyTenantUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class AddCfyTenantUserCommand : TenantMemberCommand
{
    /// <summary>The names of the users.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(User), nameof(User.UserName))]
    [ArgumentCompleter(typeof(ResourceCompleter<User>))]
    public string[] UserName { get; set; } = [];

    /// <summary>The role in the tenant: manager, user, operations or viewer. Manager 4.2 and later.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.TenantRoles), AllowOthers = true)]
    [ArgumentCompleter(typeof(FixedValues.TenantRoles))]
    public string? Role { get; set; } = "user";

    internal override string Noun => "user";

    internal override string[] Members => UserName;

    internal override string Action => "Add";

    internal override async Task<CloudifyPS.Tenant?> ChangeAsync(string member, CancellationToken cancellationToken)
    {
        return await Client.Tenants.AddAsync(TenantName, TenantMember.User(member), RoleOf(Role), cancellationToken)
            .ConfigureAwait(false);
    }
}
