using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Plugins;

/// <summary>Gets plugins.</summary>
[Cmdlet(VerbsCommon.Get, "CfyPlugin", SupportsPaging = true)]
[OutputType(typeof(Plugin))]
public sealed class GetCfyPluginCommand : GetResourceCommand<Plugin>
{
    /// <summary>Ids, with wildcards. Without it, all plugins.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("PluginId")]
    [ResourceKey(nameof(Plugin.PluginId))]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(PluginCompleter))]
    public string[]? Id { get; set; }

    /// <summary>Only those of these packages.</summary>
    [Parameter]
    public string[]? PackageName { get; set; }

    /// <summary>Only these versions.</summary>
    [Parameter]
    public string[]? PackageVersion { get; set; }

    internal override string Noun => "plugin";

    internal override string[]? Keys => Id;

    internal override ResourceClient<Plugin> Resources => Client.Plugins;

    internal override string? KeyOf(Plugin resource) => resource.Id;

    internal override void AddFilters(ListQuery query)
    {
        foreach (var name in PackageName ?? [])
        {
            query.Where("package_name", name);
        }

        foreach (var version in PackageVersion ?? [])
        {
            query.Where("package_version", version);
        }
    }
}
