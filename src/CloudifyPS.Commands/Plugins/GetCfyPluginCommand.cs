using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Plugins;

/// <summary>Gets plugins.</summary>
[Cmdlet(VerbsCommon.Get, "CfyPlugin", SupportsPaging = true)]
[OutputType(typeof(Plugin))]
public sealed class GetCfyPluginCommand : GetResourceCommand<Plugin>
{
    /// <summary>The IDs of the plugins. Wildcards are permitted. The default is all plugins.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("PluginId")]
    [ResourceKey(typeof(Plugin), nameof(Plugin.PluginId))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<Plugin>))]
    public string[]? Id { get; set; }

    /// <summary>The package names of the plugins that are returned.</summary>
    [Parameter]
    public string[]? PackageName { get; set; }

    /// <summary>The package versions of the plugins that are returned.</summary>
    [Parameter]
    public string[]? PackageVersion { get; set; }

    internal override string[]? Keys => Id;

    internal override void AddFilters(ListQuery query)
    {
        query.WhereAny("package_name", PackageName);
        query.WhereAny("package_version", PackageVersion);
    }
}
