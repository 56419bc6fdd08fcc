using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Imports;

/// <summary>Merges a blueprint and its imports into one document.</summary>
internal sealed class BlueprintMerger(DslVersion version, JObject root)
{
    private static readonly string[] Mergeable =
    [
        "interfaces", "node_types", "plugins", "workflows", "relationships", "policy_types", "groups",
        "policy_triggers",
        "data_types",
    ];

    private static readonly string[] MergeableFrom13 =
    [
        "inputs", "outputs", "node_templates", "capabilities", "blueprint_labels", "labels", "resource_tags",
    ];

    private readonly JObject _merged = [];

    /// <param name="documents">The blueprint and its imports, in the order of their discovery.</param>
    /// <param name="namespaces">The ids of imported blueprints by namespace.</param>
    public MergedBlueprint Merge(IReadOnlyList<ImportedDocument> documents, JObject namespaces)
    {
        _merged["imported_blueprints"] = new JArray(namespaces.PropertyValues());
        _merged["namespaces_mapping"] = namespaces.DeepClone();
        foreach (var document in documents)
        {
            CheckVersion(document);
            var content = document.Namespace is { } ns
                ? DslNamespace.Apply(document.Content, ns)
                : document.Content;
            foreach (var section in content.Properties())
            {
                MergeSection(section, document.IsBuiltIn);
            }
        }

        _merged[DslVersion.Field] = root[DslVersion.Field]!.DeepClone();
        return new MergedBlueprint(_merged, version, [.. documents.Select(d => d.Files).Distinct()]);
    }

    private void CheckVersion(ImportedDocument document)
    {
        if (document.Content[DslVersion.Field] is not { } field)
        {
            return;
        }

        if (DslVersion.Parse(field).Minor > version.Minor)
        {
            throw Fail(
                "An import uses a different tosca_definitions_version than the one defined in the main "
                + "blueprint's file: "
                + $"main blueprint's file version is '{version.Raw}', import with different version is "
                + $"'{document.Location}', "
                + $"version of problematic import is '{PythonValue.Str(field)}'");
        }
    }

    private void MergeSection(JProperty section, bool isBuiltIn)
    {
        var name = section.Name;
        if (name is "dsl_definitions" or "imports" or DslVersion.Field)
        {
            return;
        }

        if (name is "imported_blueprints" && _merged[name] is JArray blueprints)
        {
            foreach (var item in section.Value.Where(item => !blueprints.Any(b => JToken.DeepEquals(b, item))))
            {
                blueprints.Add(item.DeepClone());
            }
        }
        else if (_merged[name] is not { } target)
        {
            _merged.Add(section.DeepClone());
        }
        else if (name is "description" or "metadata")
        {
            // The importing document comes first, and its value has precedence.
        }
        else if (!IsMergeable(name))
        {
            throw Fail($"Import failed: non-mergeable field: '{name}'" + (MergeableFrom13.Contains(name)
                ? $". {name} can be imported multiple times only from cloudify_dsl_1_3 and above."
                : ""));
        }
        else if (section.Value is JObject entries && target is JObject existing)
        {
            foreach (var entry in entries.Properties())
            {
                MergeEntry(existing, entry, name, isBuiltIn);
            }
        }
        else if (DslToken.IsNull(target))
        {
            _merged[name] = section.Value.DeepClone();
        }
    }

    private bool IsMergeable(string section) => section == "namespaces_mapping" || Mergeable.Contains(section)
        || (version.Minor >= 3 && MergeableFrom13.Contains(section));

    private void MergeEntry(JObject section, JProperty entry, string name, bool isBuiltIn)
    {
        if (section.Property(entry.Name) is not { } existing)
        {
            section.Add(entry.DeepClone());
        }
        else if (isBuiltIn || entry.Name.StartsWith("cloudify.", StringComparison.Ordinal))
        {
            existing.Value = entry.Value.DeepClone();
        }
        else if (name == "node_templates" && TryMergeRelationships(existing, entry))
        {
            // One file may add relationships to a node template of another file.
        }
        else if (name == "workflows" && existing.Value is JObject mine && entry.Value is JObject theirs)
        {
            foreach (var part in theirs.Properties().Where(p => mine[p.Name] is null))
            {
                mine.Add(part.DeepClone());
            }
        }
        else if (name is not ("blueprint_labels" or "labels" or "resource_tags"))
        {
            throw Fail($"Import failed: Could not merge '{name}' due to conflict on '{entry.Name}'");
        }
    }

    private static bool TryMergeRelationships(JProperty existing, JProperty entry)
    {
        if (existing.Value is not JObject mine || entry.Value is not JObject theirs
            || mine["relationships"] is not JArray list)
        {
            return false;
        }

        var isOnlyMine = mine.Count == 1;
        var isOnlyTheirs = theirs.Count == 1 && theirs["relationships"] is JArray;
        if (!isOnlyTheirs && !(isOnlyMine && theirs["type"] is not null))
        {
            return false;
        }

        foreach (var part in theirs.Properties())
        {
            if (part.Name == "relationships" && part.Value is JArray more)
            {
                foreach (var relationship in more)
                {
                    list.Add(relationship.DeepClone());
                }
            }
            else
            {
                mine[part.Name] = part.Value.DeepClone();
            }
        }

        return true;
    }

    private DslException Fail(string message) => DslToken.Fail(message, root["imports"], "imports");
}
