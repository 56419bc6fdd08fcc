using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Offline;

/// <summary>Reads plugin.yaml files, to plan blueprints that import the plugins.</summary>
internal static class PluginFile
{
    /// <summary>Gets the plugins that a file declares, by the names of their packages.</summary>
    /// <param name="text">The text of the file.</param>
    /// <param name="file">The name of the file, for errors.</param>
    /// <exception cref="DslException">The text is not YAML, or declares no plugin.</exception>
    public static IReadOnlyList<PluginDescription> Read(string text, string file)
    {
        var plugins = ((YamlReader.ReadData(text, file) as JObject)?["plugins"] as JObject)?.PropertyValues()
            .OfType<JObject>()
            .Select(plugin => (Name: plugin.Text("package_name"), Version: PythonValue.Str(plugin["package_version"])))
            .Where(plugin => plugin.Name is not null)
            .Distinct()
            .Select(plugin => new PluginDescription(plugin.Name!, plugin.Version, text))
            .ToArray();
        return plugins is { Length: > 0 }
            ? plugins
            : throw new DslException($"'{file}' declares no plugin with a package_name.");
    }
}
