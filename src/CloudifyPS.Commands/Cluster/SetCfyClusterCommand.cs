using System.Collections;
using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Cluster;

/// <summary>Changes the settings or the active node of the cluster. Manager 4.0 to 4.6.</summary>
[Cmdlet(VerbsCommon.Set, "CfyCluster", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = "Setting")]
[OutputType(typeof(ClusterState))]
public sealed class SetCfyClusterCommand : CfySessionCmdlet
{
    /// <summary>The settings, such as @{ heartbeat_interval = 10 }.</summary>
    [Parameter(
        Position = 0, Mandatory = true, ParameterSetName = "Setting", ValueFromPipelineByPropertyName = true)]
    [JsonText]
    public Hashtable? Setting { get; set; }

    /// <summary>The node to activate. The previous active manager restarts its services.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ActiveNode", ValueFromPipelineByPropertyName = true)]
    [Alias("NodeName")]
    [ArgumentCompleter(typeof(ResourceCompleter<ClusterNode>))]
    public string? ActiveNode { get; set; }

    internal override void Process() => ProcessInput(ActiveNode, () =>
    {
        var settings = JsonInput.ToDictionary(Setting, nameof(Setting)) ?? new Hashtable { ["master"] = ActiveNode };
        var isAsked = ActiveNode is null
            ? ShouldChange("the cluster", "Set")
            : ShouldChange($"cluster node '{ActiveNode}'", "Activate");
        if (isAsked)
        {
            WriteResource(Run(token => Client.Cluster.UpdateAsync(settings, token)));
        }
    });
}
