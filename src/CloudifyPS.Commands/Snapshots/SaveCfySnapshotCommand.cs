using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Snapshots;

/// <summary>Downloads snapshots.</summary>
[Cmdlet(VerbsData.Save, "CfySnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[Alias("Export-CfySnapshot")]
[OutputType(typeof(FileInfo))]
public sealed class SaveCfySnapshotCommand : SaveResourceCommand<Snapshot>
{
    /// <summary>The IDs of the snapshots.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("SnapshotId")]
    [ResourceKey(typeof(Snapshot), nameof(Snapshot.SnapshotId))]
    [ArgumentCompleter(typeof(ResourceCompleter<Snapshot>))]
    public string[] Id { get; set; } = [];

    internal override bool HasSecrets => true;

    internal override string[] Keys => Id;

    internal override Task<string> DownloadAsync(
        string key, DownloadTarget target, IProgress<TransferProgress> progress, CancellationToken cancellationToken) =>
        Client.Snapshots.DownloadAsync(key, target, progress, cancellationToken);
}
