using CloudifyPS.Dsl.Types;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Imports;

/// <summary>Adds a namespace to the names in an imported document and to the references to them.</summary>
internal static class DslNamespace
{
    private const string Delimiter = "--";

    private static readonly string[] Sections =
    [
        "inputs", "plugins", "node_types", "relationships", "node_templates", "policy_types", "policy_triggers",
        "groups", "policies", "workflows", "outputs", "data_types", "capabilities", "labels", "blueprint_labels",
        "resource_tags", "namespaces_mapping",
    ];

    private static readonly string[] BuiltInPlugins = ["script.", "agent.", "default_workflows.", "cfy_extensions."];

    private static readonly string[] References = ["derived_from", "type", "item_type", "target"];

    public static string Join(string outer, string inner) => outer + Delimiter + inner;

    /// <summary>Splits an import such as <c>ns--file.yaml</c> into namespace and resource.</summary>
    public static (string? Namespace, string Resource) SplitImport(string import)
    {
        var split = import.LastIndexOf(Delimiter, StringComparison.Ordinal);
        return split > 0
            ? (import.Substring(0, split), import.Substring(split + Delimiter.Length))
            : (null, import);
    }

    public static JObject Apply(JObject content, string ns)
    {
        var result = (JObject)content.DeepClone();
        foreach (var section in Sections.Select(name => result.Property(name)).OfType<JProperty>())
        {
            if (section.Value is not JObject entries)
            {
                continue;
            }

            foreach (var entry in entries.Properties().ToList())
            {
                Walk(entry.Value, ns, section.Name);
                if (IsOwn(entry.Name))
                {
                    var renamed = new JProperty(Join(ns, entry.Name), entry.Value.DeepClone());
                    if (entry.Annotation<SourceMark>() is { } mark)
                    {
                        renamed.AddAnnotation(mark);
                    }

                    entry.Replace(renamed);
                }
            }
        }

        return result;
    }

    /// <summary>Removes all namespaces from a name.</summary>
    public static string Strip(string name)
    {
        var last = name.LastIndexOf(Delimiter, StringComparison.Ordinal);
        return last < 0 ? name : name.Substring(last + Delimiter.Length);
    }

    /// <summary>Gets the outermost namespace of a name; null without one.</summary>
    public static string? Of(string name)
    {
        var first = name.IndexOf(Delimiter, StringComparison.Ordinal);
        return first < 0 ? null : name.Substring(0, first);
    }

    private static void Walk(JToken token, string ns, string section)
    {
        if (token is JArray list)
        {
            foreach (var item in list.ToList())
            {
                Walk(item, ns, section);
            }
        }

        if (token is not JObject map)
        {
            return;
        }

        foreach (var property in map.Properties().ToList())
        {
            switch (property.Name)
            {
                case "get_input" or "get_property" or "get_attribute" or "get_attributes_list"
                    or "get_attributes_dict":
                    Prefix(property.Value is JArray { Count: > 0 } arguments ? arguments[0] : property.Value, ns);
                    break;
                case "implementation" or "mapping" when property.Value is JValue { Value: string }:
                    PrefixImplementation(property.Value, ns);
                    break;
                case "members" when section == "groups":
                case "targets" when section == "policies":
                    foreach (var member in property.Value.ToList())
                    {
                        Prefix(member, ns);
                    }

                    break;
                case "properties" or "inputs" or "parameters" when section == "node_templates":
                    break;
                case var name when References.Contains(name) && section != "plugins":
                    Prefix(property.Value, ns);
                    break;
            }

            if (property.Name is "interfaces" or "source_interfaces" or "target_interfaces")
            {
                // The short form of an operation is a string, its implementation.
                foreach (var operation in property.Value.OfType<JProperty>().SelectMany(i => i.Value.OfType<JProperty>())
                    .Where(o => o.Value.Type == JTokenType.String).ToList())
                {
                    PrefixImplementation(operation.Value, ns);
                }
            }

            Walk(property.Value, ns, section);
        }
    }

    private static void PrefixImplementation(JToken value, string ns)
    {
        var text = (string)value!;
        if (text.Length > 0 && text.IndexOf('\n') < 0 && text.IndexOf("://", StringComparison.Ordinal) < 0
            && !BuiltInPlugins.Any(p => text.StartsWith(p, StringComparison.Ordinal)))
        {
            Prefix(value, ns);
        }
    }

    private static void Prefix(JToken value, string ns)
    {
        if (value is JValue { Value: string text } scalar && IsOwn(text)
            && !PrimitiveTypes.Contains(text) && text is not ("SELF" or "SOURCE" or "TARGET"))
        {
            scalar.Value = Join(ns, text);
        }
    }

    private static bool IsOwn(string name) => !name.StartsWith("cloudify.", StringComparison.Ordinal);
}
