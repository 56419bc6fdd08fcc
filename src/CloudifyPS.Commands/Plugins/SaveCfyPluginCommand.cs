using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Plugins;

/// <summary>Downloads the archives of plugins.</summary>
[Cmdlet(VerbsData.Save, "CfyPlugin", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[Alias("Export-CfyPlugin")]
[OutputType(typeof(FileInfo))]
public sealed class SaveCfyPluginCommand : SaveResourceCommand<Plugin>
{
    /// <summary>The IDs of the plugins.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("PluginId")]
    [ResourceKey(typeof(Plugin), nameof(Plugin.PluginId))]
    [ArgumentCompleter(typeof(ResourceCompleter<Plugin>))]
    public string[] Id { get; set; } = [];

    /// <summary>
    /// Downloads a ZIP file with the wagon, its YAML files and its icon, instead of the wagon only. Manager 7.0 and
    /// later.
    /// </summary>
    [Parameter]
    public SwitchParameter FullArchive { get; set; }

    internal override string[] Keys => Id;

    internal override Task<string> DownloadAsync(
        string key, DownloadTarget target, IProgress<TransferProgress> progress, CancellationToken cancellationToken) =>
        Client.Plugins.DownloadAsync(key, FullArchive, target, progress, cancellationToken);
}
