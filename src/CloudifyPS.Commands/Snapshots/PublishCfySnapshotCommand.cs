using System.Management.Automation;
using CloudifyPS.Client;

namespace CloudifyPS.Commands;

/// <summary>Uploads snapshots: files that Save-CfySnapshot saved, or an address that the manager fetches.</summary>
[Cmdlet(VerbsData.Publish, "CfySnapshot", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = PathSet)]
[Alias("Import-CfySnapshot")]
[OutputType(typeof(Snapshot))]
public sealed class PublishCfySnapshotCommand : CfySessionCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string UriSet = "Uri";

    /// <summary>A zip, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The same, taken as it is written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>An address of a snapshot, which the manager must be able to reach.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UriSet)]
    public Uri? Uri { get; set; }

    /// <summary>The id it gets. Without it, the name of the file.</summary>
    [Parameter(Position = 1)]
    [Alias("SnapshotId")]
    public string? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Uri is { } uri)
        {
            Attempt(uri, () => Upload(UploadSource.FromUrl(uri)));
            return;
        }

        bool isLiteral = ParameterSetName == LiteralPathSet;
        foreach (string path in isLiteral ? LiteralPath : Path)
        {
            Attempt(path, () =>
            {
                foreach (string resolved in this.Resolve(path, isLiteral))
                {
                    Attempt(resolved, () => Upload(UploadSource.FromFile(resolved)));
                }
            });
        }
    }

    private void Upload(UploadSource source)
    {
        string id = Id ?? source.Name;
        if (!ShouldChange($"snapshot '{id}'", "Publish"))
        {
            return;
        }

        using var progress = new ProgressDisplay(this, $"Uploading snapshot '{id}'");
        WriteResource(Run(token => Client.Snapshots.UploadAsync(id, source, progress, token)));
    }
}
