using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using CloudifyPS.Simulator.Archives;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Reads the labels and tags of a plugin's YAML file.</summary>
internal static class PluginYaml
{
    /// <exception cref="Errors.ManagerErrorException">400: the file is not YAML, or its labels are not
    /// valid.</exception>
    public static JObject Extras(ArchiveFile? file)
    {
        var extras = new JObject { ["blueprint_labels"] = null, ["labels"] = null, ["resource_tags"] = null };
        if (file is null)
        {
            return extras;
        }

        JToken? root;
        try
        {
            root = YamlReader.ReadData(System.Text.Encoding.UTF8.GetString(file.Content), file.Name);
        }
        catch (DslException exception)
        {
            throw PluginsApi.Invalid(
                $"The provided plugin's description ({file.Name}) can not be read.\n{exception.Message}");
        }

        if (root is null or { Type: JTokenType.Null })
        {
            return extras;
        }

        // A manager does not check this and returns 500.
        var map = root as JObject ?? throw new InvalidOperationException("The plugin's YAML is not a dictionary.");
        extras["blueprint_labels"] = LabelsOf(map["blueprint_labels"]);
        extras["labels"] = LabelsOf(map["labels"]);
        extras["resource_tags"] = map["resource_tags"];
        return extras;
    }

    /// <summary>Gets the lists of values by their keys, without the level <c>values</c> of the file.</summary>
    private static JToken? LabelsOf(JToken? labels)
    {
        if (labels is null || (labels is JValue { Value: null or "" or false })
            || !(labels is JValue || labels.HasValues))
        {
            return labels;
        }

        return labels is JObject map && map.Properties().All(label => label.Value is JObject { } entry
            && entry["values"] is JArray)
                ? new JObject(map.Properties().Select(label => new JProperty(label.Name, label.Value["values"])))
                : throw PluginsApi.Invalid($"Invalid labels: {PythonValue.Repr(labels)}");
    }
}
