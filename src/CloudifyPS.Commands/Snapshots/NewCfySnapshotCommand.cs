using System.Globalization;
using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Snapshots;

/// <summary>
/// Makes a snapshot of the manager. Returns the execution that makes it, or with -Wait the snapshot. What it holds is
/// always said to the manager: the defaults of managers are not those of their documentation.
/// </summary>
[Cmdlet(VerbsCommon.New, "CfySnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Execution), typeof(Snapshot))]
public sealed class NewCfySnapshotCommand : CfyWaitingCmdlet
{
    /// <summary>The id it gets. Without it, one made of the time.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("SnapshotId")]
    public string? Id { get; set; }

    /// <summary>Holds metrics too (managers before 5.0).</summary>
    [Parameter]
    public SwitchParameter IncludeMetrics { get; set; }

    /// <summary>Leaves out the agents' keys and credentials.</summary>
    [Parameter]
    public SwitchParameter ExcludeCredential { get; set; }

    /// <summary>Leaves out the logs (managers from 4.3 on; older ones always leave them out).</summary>
    [Parameter]
    public SwitchParameter ExcludeLog { get; set; }

    /// <summary>Leaves out the events (managers from 4.3 on).</summary>
    [Parameter]
    public SwitchParameter ExcludeEvent { get; set; }

    /// <summary>Queues it behind what is running, in place of failing (managers from 4.5 on).</summary>
    [Parameter]
    public SwitchParameter Queue { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var id = Id ?? DateTime.UtcNow.ToString("'snapshot_'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        Attempt(id, () =>
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
            if (!Wait)
            {
                WriteResource(execution);
                return;
            }

            WaitFor(execution);
            WriteResource(Run(token => Client.Snapshots.GetAsync(id, null, token)));
        });
    }
}
