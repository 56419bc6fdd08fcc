using System.Globalization;
using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Snapshots;

/// <summary>
/// Creates a snapshot of the manager. Returns the execution, or with -Wait the snapshot. The request always specifies
/// the contents, because the defaults of managers differ from the documented ones.
/// </summary>
[Cmdlet(VerbsCommon.New, "CfySnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Execution), typeof(Snapshot))]
public sealed class NewCfySnapshotCommand : CfyWaitingCmdlet
{
    // The IDs of the snapshots by the IDs of the executions.
    private readonly Dictionary<string, Func<CancellationToken, Task<Snapshot>>> _snapshots = [];

    /// <summary>The ID of the snapshot. The default contains the current time.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("SnapshotId")]
    [ResourceKey(typeof(Snapshot), nameof(Snapshot.SnapshotId))]
    [ValidateNotNullOrEmpty]
    public string? Id { get; set; }

    /// <summary>Includes metrics. Only managers before 5.0.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagText]
    public SwitchParameter IncludeMetrics { get; set; }

    /// <summary>Excludes the keys and credentials of agents.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagText]
    public SwitchParameter ExcludeCredential { get; set; }

    /// <summary>Excludes the logs. Manager 4.3 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagText]
    public SwitchParameter ExcludeLog { get; set; }

    /// <summary>Excludes the events. Manager 4.3 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagText]
    public SwitchParameter ExcludeEvent { get; set; }

    /// <summary>Queues the execution if another one is running. Manager 4.5 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagText]
    public SwitchParameter Queue { get; set; }

    internal override void Process()
    {
        var id = Id ?? DateTime.UtcNow.ToString("'snapshot_'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        ProcessInput(id, () =>
        {
            if (!ShouldChange($"snapshot '{id}'", "New"))
            {
                return;
            }

            var creation = new SnapshotCreation
            {
                IncludeMetrics = IncludeMetrics,
                IncludeCredentials = !ExcludeCredential,
                IncludeLogs = !ExcludeLog,
                IncludeEvents = !ExcludeEvent,
                Queue = Queue,
            };
            var execution = Run(token => Client.Snapshots.CreateAsync(id, creation, token));
            if (execution.Id is { } started)
            {
                var client = Client;
                _snapshots[started] = token => client.Snapshots.GetAsync(id, null, token);
            }

            WriteStarted(execution);
        });
    }

    private protected override void WriteEnded(Execution execution)
    {
        if (IsSuccess(execution))
        {
            WriteResource(Run(_snapshots[execution.Id!]));
        }
    }
}
