using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Snapshots;

/// <summary>Downloads snapshots.</summary>
[Cmdlet(VerbsData.Save, "CfySnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[Alias("Export-CfySnapshot")]
[OutputType(typeof(FileInfo))]
public sealed class SaveCfySnapshotCommand : SaveResourceCommand
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("SnapshotId")]
    [ResourceKey(nameof(Snapshot.SnapshotId))]
    [ArgumentCompleter(typeof(SnapshotCompleter))]
    public string[] Id { get; set; } = [];

    internal override string Noun => "snapshot";

    internal override string[] Keys => Id;

    internal override Task<string> DownloadAsync(
        string key, DownloadTarget target, IProgress<TransferProgress> progress, CancellationToken cancellationToken) =>
        Client.Snapshots.DownloadAsync(key, target, progress, cancellationToken);
}
