using CloudifyPS.Dsl.Types;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Imports;

/// <summary>Loads a blueprint and, breadth first, everything that it imports.</summary>
internal sealed class BlueprintImports
{
    private const string BlueprintScheme = "blueprint:";

    // A file that imports itself in a namespace, or blueprints that import each other, would be imported endlessly.
    private const int MaximumDocuments = 1000;
    private const int MaximumDepth = 50;

    private readonly PlanningOptions _options;
    private readonly ImportReader _reader;
    private readonly ImportedDocument _root;
    private readonly Dictionary<(string Url, string? Namespace), ImportedDocument> _documents = [];
    private readonly JObject _namespaces = [];
    private readonly int _depth;

    private BlueprintImports(PlanningOptions options, DslVersion version, ImportedDocument root, int depth)
    {
        _options = options;
        _depth = depth;
        _reader = new ImportReader(options, version);
        _root = root;
    }

    private JToken? RootImports => _root.Content["imports"];

    public static MergedBlueprint Load(
        IReadOnlyDictionary<string, byte[]> files, string mainFile, PlanningOptions options) =>
        Load(files, mainFile, options, depth: 0);

    private static MergedBlueprint Load(
        IReadOnlyDictionary<string, byte[]> files, string mainFile, PlanningOptions options, int depth)
    {
        if (depth > MaximumDepth)
        {
            throw new DslException($"Blueprints import each other more than {MaximumDepth} deep.");
        }

        if (!files.TryGetValue(mainFile, out var content))
        {
            throw new DslException($"{mainFile} does not exist in the application directory");
        }

        var root = AsDocument(YamlReader.Read(ImportReader.Decode(content), mainFile));
        var version = DslVersion.Parse(root[DslVersion.Field]);
        if (root["dsl_definitions"] is { } definitions)
        {
            version.Require(2, definitions, "dsl_definitions", "dsl_definitions");
        }

        var imports = new BlueprintImports(
            options, version, new ImportedDocument(mainFile, root, null, files, false), depth);
        imports.Follow();
        return new BlueprintMerger(version, root).Merge([.. imports._documents.Values], imports._namespaces);
    }

    private void Follow()
    {
        _documents[(_root.Url, null)] = _root;
        var toVisit = new Queue<ImportedDocument>([_root]);
        while (toVisit.Count > 0)
        {
            var parent = toVisit.Dequeue();
            foreach (var (import, properties) in ImportsOf(parent))
            {
                if (Fetch(import, properties, parent) is { } next)
                {
                    _documents[(next.Url, next.Namespace)] = next;
                    if (_documents.Count > MaximumDocuments)
                    {
                        throw new DslException($"The blueprint imports more than {MaximumDocuments} files.");
                    }

                    toVisit.Enqueue(next);
                }
            }
        }
    }

    private static List<(string Import, JToken? Properties)> ImportsOf(ImportedDocument document)
    {
        var result = new List<(string, JToken?)>();
        var names = new HashSet<string>();
        foreach (var item in DslToken.AsList(document.Content["imports"], "imports") ?? [])
        {
            var (import, properties) = item switch
            {
                JValue { Value: string text } => (text, (JToken?)null),
                JObject { Count: 1 } map => (map.Properties().First().Name, map.Properties().First().Value),
                JObject => throw Fail("Import with properties should be a single-entry dictionary"),
                _ => throw DslToken.Unexpected("string", item, "imports"),
            };
            if (!names.Add(import))
            {
                throw Fail("Duplicate imports");
            }

            result.Add((import, properties));
        }

        return result;

        DslException Fail(string message) => DslToken.Fail(message, document.Content["imports"], "imports");
    }

    /// <summary>Reads an import; null if the document is loaded already.</summary>
    private ImportedDocument? Fetch(string import, JToken? properties, ImportedDocument parent)
    {
        var (own, resource) = DslNamespace.SplitImport(import);
        if (own is not null && DslNamespace.Of(own) is not null)
        {
            throw DslToken.Fail(
                $"Invalid {own}: import's namespace cannotcontain namespace delimiter", RootImports, "imports");
        }

        var ns = own is not null && parent.Namespace is not null ? DslNamespace.Join(parent.Namespace, own) : own
            ?? parent.Namespace;
        if (resource.StartsWith(BlueprintScheme, StringComparison.Ordinal))
        {
            return FetchBlueprint(resource, ns);
        }

        var (url, text) = _reader.Read(resource, parent, RootImports);
        if (text is null)
        {
            if (own is not null)
            {
                throw DslToken.Fail(
                    $"Invalid import namespace {ns}: cannot be used on Cloudify basic types.", RootImports, "imports");
            }

            ns = null;
        }

        if (_documents.ContainsKey((url, ns)))
        {
            return null;
        }

        var content = text is null
            ? BuiltInTypes.Read(url)
            : AsDocument(YamlReader.Read(text, url, $"Failed to parse import '{import}'(via '{url}')"));
        if (properties is JObject values)
        {
            PluginCatalog.SetProperties(content, values);
        }

        return new ImportedDocument(url, content, ns, parent.Files, text is null);
    }

    private ImportedDocument? FetchBlueprint(string resource, string? ns)
    {
        if (ns is null)
        {
            throw DslToken.Fail(
                $"Invalid {resource}: blueprint import cannotbe used without namespace", RootImports, "imports");
        }

        if (_documents.ContainsKey((resource, ns)))
        {
            return null;
        }

        var id = resource.Substring(BlueprintScheme.Length).Trim();
        if (_namespaces[ns] is not null)
        {
            throw DslToken.Fail(
                $"Import failed {ns}: can not use the samenamespace for importing blueprints", RootImports, "imports");
        }

        _namespaces[ns] = id;
        if (_options.FindBlueprint?.Invoke(id) is not { } blueprint)
        {
            throw new DslException(
                $"Requested blueprint import `{id}` was not found,please first upload the blueprint with that id.");
        }

        var merged = Load(blueprint.Files, blueprint.MainFile, _options, _depth + 1);
        return new ImportedDocument(resource, merged.Content, ns, blueprint.Files, false);
    }

    private static JObject AsDocument(JToken token) =>
        token as JObject ?? throw DslToken.Unexpected("dict", token, "root");
}
