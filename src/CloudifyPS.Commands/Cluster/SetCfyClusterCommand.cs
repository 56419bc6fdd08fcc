using System.Collections;
using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Cluster;

/// <summary>Changes settings of the cluster, or which manager is active (managers 4.0 to 4.6).</summary>
[Cmdlet(VerbsCommon.Set, "CfyCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = "Setting")]
[OutputType(typeof(ClusterState))]
public sealed class SetCfyClusterCommand : CfySessionCmdlet
{
    /// <summary>The settings: @{ heartbeat_interval = 10 }.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = "Setting")]
    public Hashtable? Setting { get; set; }

    /// <summary>The manager that shall be the active one; this one restarts its services meanwhile.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ActiveNode", ValueFromPipelineByPropertyName = true)]
    [Alias("NodeName")]
    [ArgumentCompleter(typeof(ClusterNodeCompleter))]
    public string? ActiveNode { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(ActiveNode, () =>
    {
        var settings = JsonInput.ToDictionary(Setting, nameof(Setting)) ?? new Hashtable { ["master"] = ActiveNode };
        if (ShouldChange(ActiveNode is null ? "the cluster" : $"cluster node '{ActiveNode}'", ActiveNode is null ? "Set" : "Activate"))
        {
            WriteResource(Run(token => Client.Cluster.UpdateAsync(settings, token)));
        }
    });
}
