using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Tenants;

/// <summary>Removes users from a tenant. The users themselves are not removed.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyTenantUser", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
public sealed class RemoveCfyTenantUserCommand : TenantMemberCommand
{
    /// <summary>The names of the users.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(User), nameof(User.UserName), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<User>))]
    public string[] UserName { get; set; } = [];

    internal override string Noun => "user";

    internal override string[] Members => UserName;

    internal override string Action => "Remove";

    internal override async Task<CloudifyPS.Tenant?> ChangeAsync(string member, CancellationToken cancellationToken)
    {
        await Client.Tenants.RemoveAsync(TenantName, TenantMember.User(member), cancellationToken)
            .ConfigureAwait(false);
        return null;
    }
}
