using System.Management.Automation;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Cluster;

/// <summary>
/// Adds the manager of the session to a cluster. The input is the result of Add-CfyClusterNode, which runs on the
/// active manager of the cluster. Manager 4.0 to 4.6.
/// </summary>
[Cmdlet(VerbsCommon.Join, "CfyCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ClusterState))]
public sealed class JoinCfyClusterCommand : CfySessionCmdlet
{
    /// <summary>The address at which the other nodes connect to this manager.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string HostIp { get; set; } = string.Empty;

    /// <summary>The name of this manager in the cluster.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    public string NodeName { get; set; } = string.Empty;

    /// <summary>The credentials that Add-CfyClusterNode returned with the node.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Credentials")]
    [ValidateNotNull]
    public ClusterCredentials? Credential { get; set; }

    /// <summary>The addresses of one or more managers of the cluster.</summary>
    [Parameter(Mandatory = true)]
    [ValidateNotNullOrEmpty]
    public string[] JoinAddress { get; set; } = [];

    internal override void Process() => ProcessInput(NodeName, () =>
    {
        if (ShouldChange($"manager '{NodeName}'", "Join cluster"))
        {
            WriteResource(Run(token => Client.Cluster.JoinAsync(HostIp, NodeName, Credential!, JoinAddress, token)));
        }
    });
}
