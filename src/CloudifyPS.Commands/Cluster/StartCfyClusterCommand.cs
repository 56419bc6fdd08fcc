using System.Management.Automation;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Cluster;

/// <summary>Starts a cluster with this manager as its first node. Manager 4.0 to 4.6.</summary>
[Cmdlet(VerbsLifecycle.Start, "CfyCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ClusterState))]
public sealed class StartCfyClusterCommand : CfySessionCmdlet
{
    /// <summary>The address at which the other nodes connect to this manager.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    public string HostIp { get; set; } = string.Empty;

    /// <summary>The name of this manager in the cluster.</summary>
    [Parameter(Position = 1, Mandatory = true)]
    public string NodeName { get; set; } = string.Empty;

    internal override void Process() => ProcessInput(NodeName, () =>
    {
        if (ShouldChange($"cluster of '{NodeName}'", "Start"))
        {
            WriteResource(Run(token => Client.Cluster.StartAsync(HostIp, NodeName, token)));
        }
    });
}
