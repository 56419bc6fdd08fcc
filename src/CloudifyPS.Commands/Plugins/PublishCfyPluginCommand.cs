using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Plugins;

/// <summary>
/// Uploads plugins from a wagon (.wgn) with its plugin.yaml and icon, a ZIP file of them, a bundle (.cvn), or a URL
/// that the manager downloads. Manager 4.x installs the plugin before it responds, which can take several minutes.
/// </summary>
[Cmdlet(VerbsData.Publish, "CfyPlugin", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = PathSet)]
[Alias("Import-CfyPlugin")]
[OutputType(typeof(Plugin))]
public sealed class PublishCfyPluginCommand : PublishResourceCommand
{
    /// <summary>
    /// The paths of the plugin.yaml files of the wagon, which are sent with it in one ZIP file. Manager 4.3 and later;
    /// several files require Manager 6.4 or later.
    /// </summary>
    [Parameter(Position = 1, ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public string[]? YamlPath { get; set; }

    /// <summary>
    /// The path of an icon (PNG), which is sent with the wagon in one ZIP file. Manager 4.3 and later.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public string? IconPath { get; set; }

    /// <summary>The display name. Manager 5.1 and later.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>The visibility: private, tenant or global. Manager 4.3 and later.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.Visibilities))]
    [ArgumentCompleter(typeof(FixedValues.Visibilities))]
    public string? Visibility { get; set; }

    private protected override UploadSource Source(string path)
    {
        if (YamlPath is null && IconPath is null)
        {
            return UploadSource.FromFile(path);
        }

        // A pattern with wildcards can match several files.
        var yamlFiles = (YamlPath ?? []).SelectMany(yaml => this.Resolve(yaml, isLiteral: false)).ToArray();
        Client.Require(
            MyInvocation.MyCommand.Name, new Dictionary<string, int> { [nameof(YamlPath)] = yamlFiles.Length });
        return UploadSource.FromPlugin(path, yamlFiles, IconPath is null ? null : this.ResolveNew(IconPath));
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
