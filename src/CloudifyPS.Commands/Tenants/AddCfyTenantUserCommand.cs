using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Adds users to a tenant.</summary>
[Cmdlet(VerbsCommon.Add, "CfyTenantUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class AddCfyTenantUserCommand : TenantMemberCommand
{
    /// <summary>Names of users.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(nameof(User.UserName))]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] UserName { get; set; } = [];

    /// <summary>The role in the tenant: manager, user, operations, viewer. Managers before 4.2 have no roles in tenants.</summary>
    [Parameter(Position = 2)]
    [ArgumentCompleter(typeof(TenantRoleCompleter))]
    public string Role { get; set; } = "user";

    internal override string Noun => "user";

    internal override string[] Members => UserName;

    internal override string Action => "Add";

    internal override async Task<CloudifyPS.Tenant?> ChangeAsync(string member, CancellationToken cancellationToken)
    {
        return await Client.Tenants.AddAsync(TenantName, TenantMember.User(member), Role, cancellationToken).ConfigureAwait(false);
    }
}
