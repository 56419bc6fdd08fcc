using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Tenants;

/// <summary>A cmdlet that changes who belongs to a tenant, or the role there.</summary>
public abstract class TenantMemberCommand : CfySessionCmdlet
{
    /// <summary>The tenant.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TenantCompleter))]
    public string TenantName { get; set; } = string.Empty;

    /// <summary>What the user calls the members: <c>user</c> or <c>user group</c>.</summary>
    internal abstract string Noun { get; }

    /// <summary>The members that were asked for.</summary>
    internal abstract string[] Members { get; }

    /// <summary>What is done, such as <c>Add</c>.</summary>
    internal abstract string Action { get; }

    /// <summary>Does it for one.</summary>
    /// <param name="member">The name of the user or the group.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <returns>The tenant; null where it is not to be returned.</returns>
    internal abstract Task<CloudifyPS.Tenant?> ChangeAsync(string member, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var member in Members)
        {
            Attempt(member, () =>
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
