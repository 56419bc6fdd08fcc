using System.Management.Automation;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Cluster;

/// <summary>
/// Adds a node to the cluster. Pipe the result to Join-CfyCluster to make the node join. Manager 4.0 to 4.6.
/// </summary>
[Cmdlet(VerbsCommon.Add, "CfyClusterNode", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(ClusterNode))]
public sealed class AddCfyClusterNodeCommand : CfySessionCmdlet
{
    /// <summary>The name of the manager in the cluster.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("NodeName")]
    public string Name { get; set; } = string.Empty;

    /// <summary>The address at which the other nodes connect to the new node.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string HostIp { get; set; } = string.Empty;

    internal override void Process() => ProcessInput(Name, () =>
    {
        if (ShouldChange($"cluster node '{Name}'", "Add"))
        {
            WriteResource(Run(token => Client.Cluster.AddNodeAsync(Name, HostIp, token)));
        }
    });
}
