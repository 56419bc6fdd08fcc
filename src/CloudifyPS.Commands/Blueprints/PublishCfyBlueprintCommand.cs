using System.Collections;
using System.Management.Automation;
using CloudifyPS.Client;

namespace CloudifyPS.Commands;

/// <summary>
/// Uploads blueprints: a folder, which is packed while it is sent, a yaml file, which stands for its folder, an
/// archive, or an address that the manager fetches.
/// </summary>
[Cmdlet(VerbsData.Publish, "CfyBlueprint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = PathSet)]
[Alias("Import-CfyBlueprint")]
[OutputType(typeof(Blueprint))]
public sealed class PublishCfyBlueprintCommand : CfySessionCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string UriSet = "Uri";

    /// <summary>A folder, a yaml file, or an archive (zip, tar, tar.gz, tar.bz2), with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The same, taken as it is written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>An address of an archive, which the manager must be able to reach.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UriSet)]
    public Uri? Uri { get; set; }

    /// <summary>The id it gets. Without it, the name of the folder or the archive.</summary>
    [Parameter(Position = 1)]
    [Alias("BlueprintId")]
    public string? Id { get; set; }

    /// <summary>The yaml file to parse, relative to the root of the archive. Without it, blueprint.yaml.</summary>
    [Parameter]
    public string? ApplicationFileName { get; set; }

    /// <summary>Who can see it (managers from 4.3 on).</summary>
    [Parameter]
    [ValidateSet("private", "tenant", "global")]
    public string? Visibility { get; set; }

    /// <summary>Labels: @{ env = 'prod'; team = 'a', 'b' } (managers from 6.0 on).</summary>
    [Parameter]
    public Hashtable? Label { get; set; }

    /// <summary>Returns before the manager has parsed it (managers from 5.2 on).</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

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
                    Attempt(resolved, () => Upload(UploadSource.FromBlueprint(resolved)));
                }
            });
        }
    }

    private void Upload(UploadSource source)
    {
        string id = Id ?? source.Name;
        if (!ShouldChange($"blueprint '{id}'", "Publish"))
        {
            return;
        }

        var upload = new BlueprintUpload
        {
            ApplicationFileName = ApplicationFileName,
            Visibility = Visibility,
            Labels = LabelInput.ToPairs(Label),
            NoWait = NoWait,
        };
        using var progress = new ProgressDisplay(this, $"Uploading blueprint '{id}'");
        WriteResource(Run(token => Client.Blueprints.UploadAsync(id, source, upload, progress, token)));
    }
}
