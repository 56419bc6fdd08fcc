using System.Management.Automation;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Cluster;

/// <summary>Gets the state of the cluster that the manager belongs to. Manager 4.0 to 4.6.</summary>
[Cmdlet(VerbsCommon.Get, "CfyCluster")]
[OutputType(typeof(ClusterState))]
public sealed class GetCfyClusterCommand : CfySessionCmdlet
{
    /// <summary>Includes the error and the log lines of the last start or join.</summary>
    [Parameter]
    public SwitchParameter IncludeLog { get; set; }

    /// <summary>The cursor of the log line after which log lines are returned.</summary>
    [Parameter]
    public string? Since { get; set; }

    internal override void Process() => ProcessInput(null, () =>
        WriteResource(Run(token => Client.Cluster.GetStateAsync(IncludeLog || Since is not null, Since, token))));
}
