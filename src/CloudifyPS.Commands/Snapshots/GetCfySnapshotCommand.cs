using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Snapshots;

/// <summary>Gets snapshots.</summary>
[Cmdlet(VerbsCommon.Get, "CfySnapshot", SupportsPaging = true)]
[OutputType(typeof(Snapshot))]
public sealed class GetCfySnapshotCommand : GetResourceCommand<Snapshot>
{
    /// <summary>Ids, with wildcards. Without it, all snapshots.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("SnapshotId")]
    [ResourceKey(nameof(Snapshot.SnapshotId))]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SnapshotCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only those with these statuses.</summary>
    [Parameter]
    [ValidateSet("created", "creating", "failed", "uploaded")]
    public string[]? Status { get; set; }

    internal override string Noun => "snapshot";

    internal override string[]? Keys => Id;

    internal override ResourceClient<Snapshot> Resources => Client.Snapshots;

    internal override string? KeyOf(Snapshot resource) => resource.Id;

    internal override void AddFilters(ListQuery query)
    {
        foreach (var status in Status ?? [])
        {
            query.Where("status", status);
        }
    }
}
