using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Tenants;

/// <summary>A cmdlet that changes who belongs to a tenant, or the role there.</summary>
public abstract class TenantMemberCommand : CfySessionCmdlet
{
    /// <summary>The tenant.</summary>
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

    /// <inheritdoc/>
    protected override void ProcessRecord()
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
