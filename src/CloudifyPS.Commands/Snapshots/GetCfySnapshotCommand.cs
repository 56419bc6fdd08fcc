using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Snapshots;

/// <summary>Gets snapshots.</summary>
[Cmdlet(VerbsCommon.Get, "CfySnapshot", SupportsPaging = true)]
[OutputType(typeof(Snapshot))]
public sealed class GetCfySnapshotCommand : GetResourceCommand<Snapshot>
{
    /// <summary>The IDs of the snapshots. Wildcards are permitted. The default is all snapshots.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("SnapshotId")]
    [ResourceKey(typeof(Snapshot), nameof(Snapshot.SnapshotId))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<Snapshot>))]
    public string[]? Id { get; set; }

    /// <summary>The statuses of the snapshots that are returned.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.SnapshotStatuses))]
    [ArgumentCompleter(typeof(FixedValues.SnapshotStatuses))]
    public string[]? Status { get; set; }

    internal override string[]? Keys => Id;

    internal override void AddFilters(ListQuery query)
    {
        query.WhereAny("status", Status);
    }
}
