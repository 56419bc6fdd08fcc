using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Parses node types or relationship types with their inherited elements.</summary>
internal sealed class TypeHierarchy
{
    /// <summary>The limit for types that are derived from each other. Each lists all that it inherits.</summary>
    private const int MaxDepth = 200;

    /// <summary>The limit for the properties of all types, with those that each inherits.</summary>
    private const int MaxProperties = 200_000;

    private readonly JObject _section;
    private readonly string _path;
    private readonly string _descriptor;
    private readonly string[] _keys;
    private readonly string[] _interfaces;
    private readonly PropertySchema _schema;
    private readonly InterfaceParser _parser;
    private int _properties;

    private TypeHierarchy(
        JObject content, string path, string descriptor, string[] keys, string[] interfaces, PropertySchema schema,
        InterfaceParser parser)
    {
        _section = DslToken.Map(content, path, "");
        _path = path;
        _descriptor = descriptor;
        _keys = keys;
        _interfaces = interfaces;
        _schema = schema;
        _parser = parser;
        var order = new DependencyOrder();
        foreach (var type in _section.Properties())
        {
            order.Visit(type.Name, ParentOf, Parse);
        }
    }

    /// <summary>Gets the parsed types by name.</summary>
    public JObject Types { get; } = [];

    public static TypeHierarchy OfNodes(JObject content, PropertySchema schema, InterfaceParser parser) => new(
        content, "node_types", "type", ["derived_from", "interfaces", "properties", "runtime_properties"],
        ["interfaces"], schema, parser);

    public static TypeHierarchy OfRelationships(JObject content, PropertySchema schema, InterfaceParser parser) => new(
        content, "relationships", "relationship",
        ["derived_from", "properties", "source_interfaces", "target_interfaces"],
        ["source_interfaces", "target_interfaces"], schema, parser);

    private IEnumerable<string> ParentOf(string name)
    {
        var path = $"{_path}.{name}";
        var definition = DslToken.AsMap(_section[name], path) ?? [];
        DslToken.CheckKeys(definition, path, _keys);
        path += ".derived_from";
        if (DslToken.AsText(definition["derived_from"], path) is not { } parent)
        {
            return [];
        }

        return _section[parent] is not null
            ? [parent]
            : throw DslToken.Fail(
                $"Missing definition for {_descriptor} '{parent}' which is declared as derived by {_descriptor} "
                + $"'{name}'",
                definition["derived_from"], path);
    }

    private void Parse(string name)
    {
        var path = $"{_path}.{name}";
        var definition = _section[name] as JObject ?? [];
        var parent = (string?)definition["derived_from"];
        var super = parent is null ? null : (JObject)Types[parent]!;
        var type = new JObject
        {
            ["properties"] = _schema.ParseProperties(
                definition, "properties", path, name, super?["properties"] as JObject),
        };
        foreach (var section in _interfaces)
        {
            var own = _parser.Parse(definition, section, path, isType: true);
            type[section] = super is null ? own : InterfaceMerger.Inherit((JObject)super[section]!, own);
        }

        var hierarchy = new JArray((super?["type_hierarchy"] ?? new JArray()).Append(name));
        _properties += ((JObject)type["properties"]!).Count;
        if (hierarchy.Count > MaxDepth || _properties > MaxProperties)
        {
            throw new DslException(
                DslError.ExceededBudget,
                $"The {_descriptor} '{name}' is derived from more than {MaxDepth} others, or all have more than "
                + $"{MaxProperties} properties.");
        }

        type["type_hierarchy"] = hierarchy;
        type["name"] = name;
        if (parent is not null)
        {
            type["derived_from"] = parent;
        }

        Types[name] = type;
    }
}
