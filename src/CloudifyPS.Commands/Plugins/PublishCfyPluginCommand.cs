using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Plugins;

/// <summary>
/// Uploads plugins: a wagon (.wgn), with its plugin.yaml and icon where they are given, a zip of them, a bundle (.cvn),
/// or an address that the manager fetches. Managers 4.x install the plugin before they answer, which takes minutes.
/// </summary>
[Cmdlet(VerbsData.Publish, "CfyPlugin", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = PathSet)]
[Alias("Import-CfyPlugin")]
[OutputType(typeof(Plugin))]
public sealed class PublishCfyPluginCommand : PublishResourceCommand
{
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

    private protected override UploadSource Source(string path)
    {
        if (YamlPath is null && IconPath is null)
        {
            return UploadSource.FromFile(path);
        }

        Client.Require("Publish-CfyPlugin", [nameof(YamlPath)]);
        return UploadSource.FromPlugin(
            path,
            (YamlPath ?? []).SelectMany(yaml => this.Resolve(yaml, isLiteral: false)).ToArray(),
            IconPath is null ? null : this.ResolveNew(IconPath));
    }

    private protected override void Upload(UploadSource source)
    {
        if (!ShouldChange($"plugin '{source.Name}'", "Publish"))
        {
            return;
        }

        using var progress = new ProgressDisplay(this, $"Uploading plugin '{source.Name}'");
        foreach (var plugin in Run(token => Client.Plugins.UploadAsync(source, Title, Visibility, progress, token)))
        {
            WriteResource(plugin);
        }
    }
}
