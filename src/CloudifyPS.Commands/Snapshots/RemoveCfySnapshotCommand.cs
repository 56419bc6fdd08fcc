using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Snapshots;

/// <summary>Removes snapshots.</summary>
[Cmdlet(VerbsCommon.Remove, "CfySnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Snapshot))]
public sealed class RemoveCfySnapshotCommand : RemoveResourceCommand<Snapshot>
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("SnapshotId")]
    [ResourceKey(nameof(Snapshot.SnapshotId))]
    [ArgumentCompleter(typeof(SnapshotCompleter))]
    public string[] Id { get; set; } = [];

    internal override string Noun => "snapshot";

    internal override string[] Keys => Id;

    internal override ResourceClient<Snapshot> Resources => Client.Snapshots;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Snapshots.DeleteAsync(key, cancellationToken);
}
