using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Imports;

/// <summary>The plugins of a manager, as <c>plugin:</c> imports select and configure them.</summary>
internal sealed class PluginCatalog(IReadOnlyList<PluginDescription> plugins)
{
    /// <summary>The manager's own distribution, which its messages contain.</summary>
    private const string Distribution = "centos core";

    /// <summary>Finds the newest plugin that matches a specification such as <c>name?version=>=2.0</c>.</summary>
    /// <returns>The text of the plugin.yaml.</returns>
    public string Find(string specification)
    {
        var question = specification.IndexOf('?');
        var name = question < 0 ? specification : specification.Substring(0, question);
        var versions = new List<string>();
        foreach (var pair in question < 0 ? [] : specification.Substring(question + 1).Split('&'))
        {
            var parts = pair.Split(['='], 2);
            if (parts[0] == "version" && parts.Length == 2)
            {
                versions.AddRange(Uri.UnescapeDataString(parts[1]).Split(','));
            }
            else if (parts[0] is not ("distribution" or ""))
            {
                throw new DslException($"Error parsing spec for plugin {name}: invalid parameter {parts[0]}");
            }
        }

        return plugins
            .Where(p => p.PackageName == name && versions.All(v => VersionSpecifier.Matches(v, p.PackageVersion)))
            .OrderByDescending(p => p.PackageVersion, Comparer<string>.Create(VersionSpecifier.Compare))
            .FirstOrDefault()?.Yaml
            ?? throw new DslException(
                $"Couldn't find plugin \"{name}\""
                + (versions.Count > 0 ? " with version " + VersionSpecifier.Describe(versions) : "")
                + $" for {Distribution} in the plugins catalog. Please upload the plugin using the console, or cfy plugins "
                + "upload");
    }

    /// <summary>Sets the values of a plugin's properties that its import contains.</summary>
    public static void SetProperties(JObject content, JObject properties)
    {
        foreach (var declared in (content["plugins"] as JObject)?.PropertyValues()
            .Select(plugin => (plugin as JObject)?["properties"]).OfType<JObject>() ?? [])
        {
            var redundant = properties.Properties().Where(p => declared[p.Name] is null).Select(p => p.Name).ToList();
            if (redundant.Count > 0)
            {
                throw new DslException(
                    $"Properties for imported plugin are redundant: {PythonValue.Repr(redundant)}, consider updating "
                    + "import lines");
            }

            foreach (var property in properties.Properties())
            {
                declared[property.Name]!["value"] = property.Value.DeepClone();
            }
        }
    }
}
