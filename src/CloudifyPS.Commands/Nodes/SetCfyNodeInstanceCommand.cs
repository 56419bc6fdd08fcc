using System.Collections;
using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Nodes;

/// <summary>
/// Changes the runtime properties or the state of node instances. Managers from 4.2 on refuse the change if the
/// version of the instance is not the one that was read.
/// </summary>
[Cmdlet(VerbsCommon.Set, "CfyNodeInstance", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NodeInstance))]
public sealed class SetCfyNodeInstanceCommand : CfySessionCmdlet
{
    /// <summary>The ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("NodeInstanceId")]
    [ResourceKey(typeof(NodeInstance), nameof(NodeInstance.NodeInstanceId), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<NodeInstance>))]
    public string[] Id { get; set; } = [];

    /// <summary>
    /// The runtime properties, a hashtable. They replace all runtime properties; with -Merge, those with the same
    /// names.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("RuntimeProperty")]
    [JsonText]
    public object? RuntimeProperties { get; set; }

    /// <summary>
    /// Keeps the properties that -RuntimeProperties does not name, also in nested hashtables. Reads the instance
    /// first, and again if its version has changed meanwhile.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagText]
    public SwitchParameter Merge { get; set; }

    /// <summary>
    /// Runtime properties to remove, with periods for nested ones: network.ip. The others are kept, as with -Merge.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] RemoveProperty { get; set; } = [];

    /// <summary>The state of the node instance, such as started.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.NodeInstanceStates))]
    [ArgumentCompleter(typeof(FixedValues.NodeInstanceStates))]
    public string? State { get; set; }

    /// <summary>
    /// The version of the instance to which the change applies. An instance from the pipeline has its own. Without it,
    /// the current version. Not used with -Merge and -RemoveProperty.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Version { get; set; }

    /// <summary>Changes it whatever its version is (managers from 6.1 on).</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagText]
    public SwitchParameter Force { get; set; }

    internal override void Process()
    {
        foreach (var id in Id)
        {
            ProcessInput(id, () =>
            {
                var properties = IsWanted(nameof(RuntimeProperties))
                    ? JsonInput.ToDictionary(RuntimeProperties, nameof(RuntimeProperties))
                    : null;
                string[] removed = [.. RemoveProperty.Where(path => path.Length > 0)];
                var state = IsWanted(nameof(State)) ? State : null;
                if (properties is null && removed.Length == 0 && state is null)
                {
                    throw new ArgumentException(
                        "There is nothing to change: give -RuntimeProperties, -RemoveProperty or -State.");
                }

                if (ShouldChange($"node instance '{id}'", "Set"))
                {
                    WriteResource(Run(token => ChangeAsync(id, properties, removed, state, token)));
                }
            });
        }
    }

    private async Task<NodeInstance> ChangeAsync(
        string id, IDictionary? properties, string[] removed, string? state, CancellationToken cancellationToken)
    {
        if (Merge || removed.Length > 0)
        {
            return await Client.NodeInstances
                .ModifyAsync(id, properties, removed, state, Force, cancellationToken).ConfigureAwait(false);
        }

        var version = Version
            ?? (await Client.NodeInstances.GetAsync(id, ["version"], cancellationToken).ConfigureAwait(false)).Version
            ?? 1;
        return await Client.NodeInstances
            .UpdateAsync(id, version, properties, state, Force, cancellationToken).ConfigureAwait(false);
    }
}
