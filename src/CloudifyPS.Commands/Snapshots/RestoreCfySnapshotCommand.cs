using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Snapshots;

/// <summary>
/// Restores a snapshot: everything that the manager holds is replaced by what the snapshot holds. Returns the execution
/// that does it.
/// </summary>
[Cmdlet(VerbsData.Restore, "CfySnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Execution))]
public sealed class RestoreCfySnapshotCommand : CfyWaitingCmdlet
{
    /// <summary>The id.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("SnapshotId")]
    [ResourceKey(nameof(Snapshot.SnapshotId))]
    [ArgumentCompleter(typeof(SnapshotCompleter))]
    public string Id { get; set; } = string.Empty;

    /// <summary>Restores even if the manager is not empty. It is the manager's force: -Confirm:$false is what asks no question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Does not create the environments of the deployments again (managers before 6.0).</summary>
    [Parameter]
    public SwitchParameter SkipDeploymentEnvironment { get; set; }

    /// <summary>Restores the manager's certificates too, after which it reboots.</summary>
    [Parameter]
    public SwitchParameter RestoreCertificate { get; set; }

    /// <summary>Does not reboot after -RestoreCertificate.</summary>
    [Parameter]
    public SwitchParameter NoReboot { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Id, () =>
    {
        if (NoReboot && !RestoreCertificate)
        {
            throw new ArgumentException("-NoReboot goes with -RestoreCertificate: without it there is no reboot.");
        }

        if (!ShouldChange($"snapshot '{Id}'", "Restore"))
        {
            return;
        }

        var restore = new SnapshotRestore
        {
            Force = Force,
            RecreateDeploymentsEnvs = !SkipDeploymentEnvironment,
            RestoreCertificates = RestoreCertificate,
            NoReboot = NoReboot,
        };
        var execution = Run(token => Client.Snapshots.RestoreAsync(Id, restore, token));
        WriteResource(Wait ? WaitFor(execution) : execution);
    });
}
