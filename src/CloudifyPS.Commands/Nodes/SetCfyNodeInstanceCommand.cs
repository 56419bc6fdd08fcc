using System.Collections;
using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Nodes;

/// <summary>
/// Changes the runtime properties or the state of node instances. The version that was read goes along: when somebody
/// else has changed the instance since, the manager refuses (4.2 and later; 4.0 and 4.1 do not look).
/// </summary>
[Cmdlet(VerbsCommon.Set, "CfyNodeInstance", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NodeInstance))]
public sealed class SetCfyNodeInstanceCommand : CfySessionCmdlet
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("NodeInstanceId")]
    [ResourceKey(nameof(NodeInstance.NodeInstanceId))]
    [ArgumentCompleter(typeof(NodeInstanceCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>
    /// All its runtime properties from now on, a hashtable; with -Merge only those that are added or replaced.
    /// </summary>
    [Parameter(Position = 1)]
    [Alias("RuntimeProperty")]
    public object? RuntimeProperties { get; set; }

    /// <summary>
    /// Keeps the properties that -RuntimeProperties does not name, also in hashtables in hashtables. Reads the instance
    /// itself, and again when somebody else was faster.
    /// </summary>
    [Parameter]
    public SwitchParameter Merge { get; set; }

    /// <summary>Runtime properties to remove, with dots for those in hashtables: network.ip. The others stay, as with -Merge.</summary>
    [Parameter]
    public string[]? RemoveProperty { get; set; }

    /// <summary>The state, such as started.</summary>
    [Parameter]
    [ValidateSet("uninitialized", "initializing", "creating", "created", "configuring", "configured", "starting",
        "started", "stopping", "stopped", "deleting", "deleted")]
    public string? State { get; set; }

    /// <summary>
    /// The version that the change was made to; an instance from the pipeline brings its own. Without it, the one that
    /// the instance has now. Not looked at with -Merge and -RemoveProperty.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Version { get; set; }

    /// <summary>Changes it whatever its version is (managers from 6.1 on).</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in Id)
        {
            Attempt(id, () =>
            {
                var properties = JsonInput.ToDictionary(RuntimeProperties, nameof(RuntimeProperties));
                if (properties is null && RemoveProperty is null && State is null)
                {
                    throw new ArgumentException(
                        "There is nothing to change: give -RuntimeProperties, -RemoveProperty or -State.");
                }

                if (ShouldChange($"node instance '{id}'", "Set"))
                {
                    WriteResource(Run(token => ChangeAsync(id, properties, token)));
                }
            });
        }
    }

    private async Task<NodeInstance> ChangeAsync(string id, IDictionary? properties, CancellationToken cancellationToken)
    {
        if (Merge || RemoveProperty is not null)
        {
            return await Client.NodeInstances
                .ModifyAsync(id, properties, RemoveProperty ?? [], State, Force, cancellationToken).ConfigureAwait(false);
        }

        var version = Version
            ?? (await Client.NodeInstances.GetAsync(id, ["version"], cancellationToken).ConfigureAwait(false)).Version
            ?? 1;
        return await Client.NodeInstances
            .UpdateAsync(id, version, properties, State, Force, cancellationToken).ConfigureAwait(false);
    }
}
