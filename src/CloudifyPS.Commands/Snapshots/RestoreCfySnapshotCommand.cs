using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Snapshots;

/// <summary>Restores a snapshot, which replaces all data of the manager. Returns the execution.</summary>
[Cmdlet(VerbsData.Restore, "CfySnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Execution))]
public sealed class RestoreCfySnapshotCommand : CfyWaitingCmdlet
{
    /// <summary>The ID of the snapshot.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("SnapshotId")]
    [ResourceKey(typeof(Snapshot), nameof(Snapshot.SnapshotId), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Snapshot>))]
    public string Id { get; set; } = string.Empty;

    /// <summary>
    /// Restores the snapshot even if the manager is not empty. Use -Confirm:$false to suppress the confirmation prompt.
    /// </summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Does not recreate the environments of the deployments. Only managers before 6.0.</summary>
    [Parameter]
    public SwitchParameter SkipDeploymentEnvironment { get; set; }

    /// <summary>Restores the manager's certificates. The manager reboots after that.</summary>
    [Parameter]
    public SwitchParameter RestoreCertificate { get; set; }

    /// <summary>Does not reboot after -RestoreCertificate.</summary>
    [Parameter]
    public SwitchParameter NoReboot { get; set; }

    internal override void Process() => ProcessInput(Id, () =>
    {
        if (NoReboot && !RestoreCertificate)
        {
            throw new ArgumentException("-NoReboot requires -RestoreCertificate.");
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
        WriteStarted(execution);
    });
}
