using System.Management.Automation;
using CloudifyPS.Client;

namespace CloudifyPS.Commands;

/// <summary>
/// Uploads plugins: a wagon (.wgn), with its plugin.yaml and icon where they are given, a zip of them, a bundle (.cvn),
/// or an address that the manager fetches. Managers 4.x install the plugin before they answer, which takes minutes.
/// </summary>
[Cmdlet(VerbsData.Publish, "CfyPlugin", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = PathSet)]
[Alias("Import-CfyPlugin")]
[OutputType(typeof(Plugin))]
public sealed class PublishCfyPluginCommand : CfySessionCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const string UriSet = "Uri";

    /// <summary>A wagon, a zip of a wagon and its yaml, or a bundle; with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The same, taken as it is written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>An address of one of them, which the manager must be able to reach.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UriSet)]
    public Uri? Uri { get; set; }

    /// <summary>
    /// The plugin.yaml files that belong to the wagon: they are sent with it in one zip (managers from 4.3 on; several
    /// from 6.4 on).
    /// </summary>
    [Parameter(Position = 1, ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public string[]? YamlPath { get; set; }

    /// <summary>A picture (png) to show for the plugin; goes into the zip too.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public string? IconPath { get; set; }

    /// <summary>The name to show (managers from 5.1 on).</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Who can see it (managers from 4.3 on).</summary>
    [Parameter]
    [ValidateSet("private", "tenant", "global")]
    public string? Visibility { get; set; }

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
                    Attempt(resolved, () => Upload(Source(resolved)));
                }
            });
        }
    }

    private UploadSource Source(string path)
    {
        if (YamlPath is null && IconPath is null)
        {
            return UploadSource.FromFile(path);
        }

        Client.Require("Uploading a plugin with its yaml", 4, 3);
        return UploadSource.FromPlugin(
            path,
            (YamlPath ?? []).SelectMany(yaml => this.Resolve(yaml, isLiteral: false)).ToArray(),
            IconPath is null ? null : this.ResolveNew(IconPath));
    }

    private void Upload(UploadSource source)
    {
        if (!ShouldChange($"plugin '{source.Name}'", "Publish"))
        {
            return;
        }

        using var progress = new ProgressDisplay(this, $"Uploading plugin '{source.Name}'");
        foreach (Plugin plugin in Run(token => Client.Plugins.UploadAsync(source, Title, Visibility, progress, token)))
        {
            WriteResource(plugin);
        }
    }
}
