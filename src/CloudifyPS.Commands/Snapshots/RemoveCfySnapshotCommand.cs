using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Snapshots;

/// <summary>Removes snapshots.</summary>
[Cmdlet(VerbsCommon.Remove, "CfySnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Snapshot))]
public sealed class RemoveCfySnapshotCommand : RemoveResourceCommand<Snapshot>
{
    /// <summary>The IDs of the snapshots.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("SnapshotId")]
    [ResourceKey(typeof(Snapshot), nameof(Snapshot.SnapshotId), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Snapshot>))]
    public string[] Id { get; set; } = [];

    internal override string[] Keys => Id;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Snapshots.DeleteAsync(key, cancellationToken);
}
