using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Snapshots;

/// <summary>Uploads snapshots from files, or from a URL that the manager downloads.</summary>
[Cmdlet(VerbsData.Publish, "CfySnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = PathSet)]
[Alias("Import-CfySnapshot")]
[OutputType(typeof(Snapshot))]
public sealed class PublishCfySnapshotCommand : PublishResourceCommand
{
    /// <summary>The ID of the snapshot. The default is the name of the file.</summary>
    [Parameter(Position = 1)]
    [Alias("SnapshotId")]
    public string? Id { get; set; }

    private protected override UploadSource Source(string path) => UploadSource.FromFile(path);

    private protected override void Upload(UploadSource source)
    {
        var id = Id ?? source.Name;
        if (!ShouldChange($"snapshot '{id}'", "Publish"))
        {
            return;
        }

        using var progress = new ProgressDisplay(this, $"Uploading snapshot '{id}'");
        WriteResource(Run(token => Client.Snapshots.UploadAsync(id, source, progress, token)));
    }
}
