using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Tenants;

/// <summary>The base class of cmdlets that add, remove or change the members of a tenant.</summary>
public abstract class TenantMemberCommand : CfySessionCmdlet
{
    private const string DefaultRole = "user";

    /// <summary>The name of the tenant.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<CloudifyPS.Tenant>))]
    public string TenantName { get; set; } = string.Empty;

    /// <summary>Gets the noun of the members: <c>user</c> or <c>user group</c>.</summary>
    internal abstract string Noun { get; }

    /// <summary>Gets the names of the members.</summary>
    internal abstract string[] Members { get; }

    /// <summary>Gets the verb, such as <c>Add</c>.</summary>
    internal abstract string Action { get; }

    /// <summary>Changes one member.</summary>
    internal abstract Task<CloudifyPS.Tenant?> ChangeAsync(string member, CancellationToken cancellationToken);

    /// <summary>Gets the role to grant. The system role of a piped user or group is not used.</summary>
    internal string RoleOf(string? role) => IsWanted("Role") ? role ?? DefaultRole : DefaultRole;

    /// <summary>Gets the role to set.</summary>
    /// <exception cref="ArgumentException">The role is not specified.</exception>
    internal string RequiredRole(string? role) => (IsWanted("Role") ? role : null)
        ?? throw new ArgumentException("-Role is required. The system role of a piped user or group is not used.");

    internal override void Process()
    {
        foreach (var member in Members)
        {
            ProcessInput(member, () =>
            {
                if (ShouldChange($"{Noun} '{member}' of tenant '{TenantName}'", Action)
                    && Run(token => ChangeAsync(member, token)) is { } tenant)
                {
                    WriteResource(tenant);
                }
            });
        }
    }
}
