using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Changes the role of users in a tenant (managers from 4.2 on).</summary>
[Cmdlet(VerbsCommon.Set, "CfyTenantUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(CloudifyPS.Tenant))]
public sealed class SetCfyTenantUserCommand : TenantMemberCommand
{
    /// <summary>Names of users.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(nameof(User.UserName))]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] UserName { get; set; } = [];

    /// <summary>The role in the tenant: manager, user, operations, viewer.</summary>
    [Parameter(Position = 2, Mandatory = true)]
    [ArgumentCompleter(typeof(TenantRoleCompleter))]
    public string Role { get; set; } = string.Empty;

    internal override string Noun => "user";

    internal override string[] Members => UserName;

    internal override string Action => "Set";

    internal override async Task<CloudifyPS.Tenant?> ChangeAsync(string member, CancellationToken cancellationToken)
    {
        return await Client.Tenants.SetRoleAsync(TenantName, TenantMember.User(member), Role, cancellationToken).ConfigureAwait(false);
    }
}
