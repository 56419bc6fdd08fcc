using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Imports;

/// <summary>Follows a blueprint's imports and merges all of them into one document.</summary>
internal sealed class BlueprintImports
{
    public const string BuiltInPrefix = "resource:cloudify/types/";

    private const string Delimiter = "--";

    /// <summary>Manager's own distribution, as messages about plugins name it.</summary>
    private const string Distribution = "centos core";

    private static readonly Regex BuiltInUrl = new(
        @"^(?:https?://(?:www\.)?(?:getcloudify\.org|cloudify\.co)/spec/cloudify/[^/]+/|/?cloudify/types/)types\.yaml$",
        RegexOptions.CultureInvariant);

    private static readonly string[] Mergeable =
    [
        "interfaces", "node_types", "plugins", "workflows", "relationships", "policy_types", "groups", "policy_triggers",
        "data_types",
    ];

    private static readonly string[] MergeableFrom13 =
    [
        "inputs", "outputs", "node_templates", "capabilities", "blueprint_labels", "labels", "resource_tags",
    ];

    private readonly PlanningOptions _options;
    private readonly DslVersion _version;
    private readonly Dictionary<(string Url, string? Namespace), Document> _documents = [];
    private readonly JObject _namespaces = [];

    private BlueprintImports(PlanningOptions options, DslVersion version)
    {
        _options = options;
        _version = version;
    }

    public static MergedBlueprint Load(
        IReadOnlyDictionary<string, byte[]> files, string mainFile, PlanningOptions options)
    {
        if (!files.TryGetValue(mainFile, out var content))
        {
            throw new DslException($"{mainFile} does not exist in the application directory");
        }

        var root = AsDocument(YamlReader.Read(Decode(content), mainFile));
        var version = DslVersion.Parse(root[DslVersion.Field]);
        if (root["dsl_definitions"] is { } definitions)
        {
            version.Require(2, definitions, "dsl_definitions", "dsl_definitions");
        }

        var imports = new BlueprintImports(options, version);
        imports.Follow(new Document(mainFile, root, null, files, false));
        return imports.Merge(root);
    }

    private void Follow(Document root)
    {
        _documents[(root.Url, null)] = root;
        var toVisit = new Queue<Document>([root]);
        while (toVisit.Count > 0)
        {
            var parent = toVisit.Dequeue();
            foreach (var (import, properties) in ImportsOf(parent))
            {
                if (Fetch(import, properties, parent) is { } next)
                {
                    _documents[(next.Url, next.Namespace)] = next;
                    toVisit.Enqueue(next);
                }
            }
        }
    }

    private static List<(string Import, JToken? Properties)> ImportsOf(Document document)
    {
        var result = new List<(string, JToken?)>();
        foreach (var item in DslToken.AsList(document.Content["imports"], "imports") ?? [])
        {
            var (import, properties) = item switch
            {
                JValue { Value: string text } => (text, (JToken?)null),
                JObject { Count: 1 } map => (map.Properties().First().Name, map.Properties().First().Value),
                JObject => throw Fail("Import with properties should be a single-entry dictionary"),
                _ => throw DslToken.Unexpected("string", item, "imports"),
            };
            if (result.Any(r => r.Item1 == import))
            {
                throw Fail("Duplicate imports");
            }

            result.Add((import, properties));
        }

        return result;

        DslException Fail(string message) => DslToken.Fail(message, document.Content["imports"], "imports");
    }

    private Document? Fetch(string import, JToken? properties, Document parent)
    {
        var split = import.LastIndexOf(Delimiter, StringComparison.Ordinal);
        var own = split > 0 ? import.Substring(0, split) : null;
        var resource = split > 0 ? import.Substring(split + Delimiter.Length) : import;
        var ns = own is not null && parent.Namespace is not null ? parent.Namespace + Delimiter + own : own ?? parent.Namespace;
        var element = _documents.Values.First().Content["imports"];

        if (resource.StartsWith("blueprint:", StringComparison.Ordinal))
        {
            return FetchBlueprint(resource, ns, element);
        }

        var (url, text, files) = Read(resource, parent, element);
        var isBuiltIn = url.StartsWith(BuiltInPrefix, StringComparison.Ordinal);
        if (isBuiltIn)
        {
            if (own is not null)
            {
                throw DslToken.Fail(
                    $"Invalid import namespace {ns}: cannot be used on Cloudify basic types.", element, "imports");
            }

            ns = null;
        }

        if (_documents.ContainsKey((url, ns)))
        {
            return null;
        }

        var content = AsDocument(YamlReader.Read(text, url, $"Failed to parse import '{import}'(via '{url}')"));
        SetPluginProperties(content, properties);
        return new Document(url, content, ns, files, isBuiltIn);
    }

    private Document? FetchBlueprint(string resource, string? ns, JToken? element)
    {
        if (ns is null)
        {
            throw DslToken.Fail($"Invalid {resource}: blueprint import cannotbe used without namespace", element, "imports");
        }

        if (_documents.ContainsKey((resource, ns)))
        {
            return null;
        }

        var id = resource.Substring("blueprint:".Length).Trim();
        if (_namespaces[ns] is not null)
        {
            throw DslToken.Fail($"Import failed {ns}: can not use the samenamespace for importing blueprints", element, "imports");
        }

        _namespaces[ns] = id;
        if (_options.FindBlueprint?.Invoke(id) is not { } blueprint)
        {
            throw new DslException(
                $"Requested blueprint import `{id}` was not found,please first upload the blueprint with that id.");
        }

        var merged = Load(blueprint.Files, blueprint.MainFile, _options);
        return new Document(resource, merged.Content, ns, blueprint.Files, false);
    }

    /// <summary>Finds what an import names: beside the importing file, at the archive's top, or on the manager.</summary>
    private (string Url, string Text, IReadOnlyDictionary<string, byte[]> Files) Read(
        string resource, Document parent, JToken? element)
    {
        if (_options.ReadImport?.Invoke(resource) is { } given)
        {
            return (resource, given, parent.Files);
        }

        if (resource.StartsWith("plugin:", StringComparison.Ordinal))
        {
            return (resource, FindPlugin(resource.Substring("plugin:".Length).Trim()), parent.Files);
        }

        if (!BuiltInUrl.IsMatch(resource) && Uri.TryCreate(resource, UriKind.Absolute, out var uri)
            && uri.Scheme is "http" or "https" or "ftp")
        {
            var pool = uri.Scheme == "https" ? "HTTPSConnectionPool" : "HTTPConnectionPool";
            throw DslToken.Fail(
                $"Import failed: Unable to open import url {resource}; {pool}(host='{uri.Host}', port={uri.Port}): Max retries "
                + $"exceeded with url: {uri.PathAndQuery} (Caused by NewConnectionError('Failed to establish a new connection: "
                + "[Errno -2] Name or service not known'))", element, "imports");
        }

        var directory = parent.Url.IndexOf('/') >= 0 ? parent.Url.Substring(0, parent.Url.LastIndexOf('/') + 1) : "";
        var dot = resource.LastIndexOf('.');
        var versioned = dot < 0 ? resource : resource.Substring(0, dot) + "_" + _version.Short + resource.Substring(dot);
        foreach (var candidate in new[] { directory + resource, versioned, resource }.Select(Normalize))
        {
            if (parent.Files.TryGetValue(candidate, out var content))
            {
                return (candidate, Decode(content), parent.Files);
            }
        }

        if (BuiltInUrl.IsMatch(resource))
        {
            return BuiltIn(parent);
        }

        throw DslToken.Fail(
            $"Import failed: Unable to open import url resource:{resource}; 404 "
            + $"(https://127.0.0.1:53333/resources/{resource}) : Not Found", element, "imports");
    }

    private (string Url, string Text, IReadOnlyDictionary<string, byte[]> Files) BuiltIn(Document parent)
    {
        var name = _version.Minor switch
        {
            5 => "types.yaml",
            4 => "types_1_4.yaml",
            _ => "types_1_3.yaml",
        };
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return (BuiltInPrefix + name, reader.ReadToEnd(), parent.Files);
    }

    private string FindPlugin(string specification)
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

        return _options.Plugins
            .Where(p => p.PackageName == name && versions.All(v => VersionSpecifier.Matches(v, p.PackageVersion)))
            .OrderByDescending(p => p.PackageVersion, Comparer<string>.Create(VersionSpecifier.Compare))
            .FirstOrDefault()?.Yaml
            ?? throw new DslException(
                $"Couldn't find plugin \"{name}\"{(versions.Count > 0 ? " with version " + VersionSpecifier.Describe(versions) : "")} "
                + $"for {Distribution} in the plugins catalog. Please upload the plugin using the console, or cfy plugins upload");
    }

    private static void SetPluginProperties(JObject content, JToken? properties)
    {
        foreach (var declared in (content["plugins"] as JObject)?.PropertyValues()
            .Select(plugin => (plugin as JObject)?["properties"]).OfType<JObject>() ?? [])
        {
            var redundant = (properties as JObject)?.Properties().Where(p => declared[p.Name] is null).Select(p => p.Name).ToList();
            if (redundant is { Count: > 0 })
            {
                throw new DslException(
                    $"Properties for imported plugin are redundant: {PythonValue.Repr(redundant)}, consider updating import lines");
            }

            foreach (var property in (properties as JObject)?.Properties() ?? [])
            {
                declared[property.Name]!["value"] = property.Value.DeepClone();
            }
        }
    }

    private MergedBlueprint Merge(JObject root)
    {
        var merged = new JObject
        {
            ["imported_blueprints"] = new JArray(_namespaces.PropertyValues()),
            ["namespaces_mapping"] = _namespaces.DeepClone(),
        };
        foreach (var document in _documents.Values)
        {
            CheckVersion(document);
            var content = document.Namespace is { } ns ? DslNamespace.Apply(document.Content, ns) : document.Content;
            foreach (var section in content.Properties())
            {
                MergeSection(merged, section, document);
            }
        }

        merged[DslVersion.Field] = root[DslVersion.Field]!.DeepClone();
        return new MergedBlueprint(merged, _version, [.. _documents.Values.Select(d => d.Files).Distinct()]);
    }

    private void CheckVersion(Document document)
    {
        if (document.IsBuiltIn || document.Content[DslVersion.Field] is not { } field)
        {
            return;
        }

        if (DslVersion.Parse(field).Minor > _version.Minor)
        {
            throw DslToken.Fail(
                "An import uses a different tosca_definitions_version than the one defined in the main blueprint's file: "
                + $"main blueprint's file version is '{_version.Raw}', import with different version is '{document.Url}', "
                + $"version of problematic import is '{PythonValue.Str(field)}'",
                _documents.Values.First().Content["imports"], "imports");
        }
    }

    private void MergeSection(JObject merged, JProperty section, Document document)
    {
        var name = section.Name;
        if (name is "dsl_definitions" or "imports" or DslVersion.Field)
        {
            return;
        }

        if (name is "imported_blueprints" && merged[name] is JArray blueprints)
        {
            foreach (var item in section.Value.Where(item => !blueprints.Any(b => JToken.DeepEquals(b, item))))
            {
                blueprints.Add(item.DeepClone());
            }
        }
        else if (merged[name] is not { } target)
        {
            merged.Add(section.DeepClone());
        }
        else if (name is "description" or "metadata")
        {
            // Those of the blueprint itself stand.
        }
        else if (!Mergeable.Contains(name) && name != "namespaces_mapping" && (_version.Minor < 3 || !MergeableFrom13.Contains(name)))
        {
            throw DslToken.Fail(
                $"Import failed: non-mergeable field: '{name}'" + (MergeableFrom13.Contains(name)
                    ? $". {name} can be imported multiple times only from cloudify_dsl_1_3 and above."
                    : ""),
                _documents.Values.First().Content["imports"], "imports");
        }
        else if (section.Value is JObject entries && target is JObject existing)
        {
            foreach (var entry in entries.Properties())
            {
                MergeEntry(existing, entry, name, document.IsBuiltIn);
            }
        }
        else if (DslToken.IsNull(target))
        {
            merged[name] = section.Value.DeepClone();
        }
    }

    private void MergeEntry(JObject section, JProperty entry, string name, bool isBuiltIn)
    {
        if (section.Property(entry.Name) is not { } existing)
        {
            section.Add(entry.DeepClone());
        }
        else if (isBuiltIn || entry.Name.StartsWith("cloudify.", StringComparison.Ordinal))
        {
            existing.Replace(entry.DeepClone());
        }
        else if (name == "node_templates" && TryMergeRelationships(existing, entry))
        {
            // A template may be spread over files when one part has nothing but relationships.
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
            throw DslToken.Fail(
                $"Import failed: Could not merge '{name}' due to conflict on '{entry.Name}'",
                _documents.Values.First().Content["imports"], "imports");
        }
    }

    private static bool TryMergeRelationships(JProperty existing, JProperty entry)
    {
        if (existing.Value is not JObject mine || entry.Value is not JObject theirs || mine["relationships"] is not JArray list)
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

    private static JObject AsDocument(JToken token) =>
        token as JObject ?? throw DslToken.Unexpected("dict", token, "root");

    private static string Decode(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content), Encoding.UTF8, true);
        return reader.ReadToEnd();
    }

    /// <summary>A path without <c>.</c> and <c>..</c>.</summary>
    internal static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }

    /// <summary>An imported file.</summary>
    private sealed record Document(
        string Url, JObject Content, string? Namespace, IReadOnlyDictionary<string, byte[]> Files, bool IsBuiltIn);
}
