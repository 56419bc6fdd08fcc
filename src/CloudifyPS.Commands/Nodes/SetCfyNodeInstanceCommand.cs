using System.Collections;
using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Nodes;

/// <summary>
/// Changes the runtime properties or the state of node instances. Manager 4.2 and later refuse the change if the
/// version of the instance is not the latest.
/// </summary>
[Cmdlet(VerbsCommon.Set, "CfyNodeInstance", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NodeInstance))]
public sealed class SetCfyNodeInstanceCommand : CfySessionCmdlet
{
    /// <summary>The IDs of the node instances.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("NodeInstanceId")]
    [ResourceKey(typeof(NodeInstance), nameof(NodeInstance.NodeInstanceId), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<NodeInstance>))]
    public string[] Id { get; set; } = [];

    /// <summary>
    /// The runtime properties as a hashtable. They replace all existing runtime properties. With -Merge, they replace
    /// only those with the same names.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("RuntimeProperty")]
    [JsonText]
    public object? RuntimeProperties { get; set; }

    /// <summary>
    /// Keeps existing properties that -RuntimeProperties does not contain, also in nested hashtables. The cmdlet reads
    /// the instance first, and again if its version has changed meanwhile.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagText]
    public SwitchParameter Merge { get; set; }

    /// <summary>
    /// The names of runtime properties to remove. Periods separate the names of nested properties, such as network.ip.
    /// All other properties are kept, as with -Merge.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[] RemoveProperty { get; set; } = [];

    /// <summary>The state of the node instance, such as started.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.NodeInstanceStates))]
    [ArgumentCompleter(typeof(FixedValues.NodeInstanceStates))]
    public string? State { get; set; }

    /// <summary>
    /// The version of the instance to which the change applies. The default is the version of the instance from the
    /// pipeline, or the current version. The parameter is not used with -Merge and -RemoveProperty.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public int? Version { get; set; }

    /// <summary>Skips the check of the version. Manager 6.1 and later.</summary>
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
                        "There is nothing to change. Specify -RuntimeProperties, -RemoveProperty or -State.");
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
