using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Plugins;

/// <summary>Removes plugins.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyPlugin", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Plugin))]
public sealed class RemoveCfyPluginCommand : RemoveResourceCommand<Plugin>
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("PluginId")]
    [ResourceKey(nameof(Plugin.PluginId))]
    [ArgumentCompleter(typeof(PluginCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Removes it even if blueprints use it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override string Noun => "plugin";

    internal override string[] Keys => Id;

    internal override ResourceClient<Plugin> Resources => Client.Plugins;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Plugins.DeleteAsync(key, Force, cancellationToken);
}
