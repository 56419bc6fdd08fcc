using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Plugins;

/// <summary>Removes plugins.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyPlugin", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Plugin))]
public sealed class RemoveCfyPluginCommand : RemoveResourceCommand<Plugin>
{
    /// <summary>The IDs of the plugins.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("PluginId")]
    [ResourceKey(typeof(Plugin), nameof(Plugin.PluginId), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Plugin>))]
    public string[] Id { get; set; } = [];

    /// <summary>Removes a plugin even if blueprints use it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override string[] Keys => Id;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Plugins.DeleteAsync(key, Force, cancellationToken);
}
