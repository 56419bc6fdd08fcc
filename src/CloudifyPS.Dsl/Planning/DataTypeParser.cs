using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Types;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Parses the data types of a blueprint: first those that a type uses or derives from, then the type.</summary>
/// <param name="types">The section.</param>
/// <param name="version">The DSL version.</param>
/// <param name="schema">Parses their properties.</param>
/// <param name="parsed">Receives the parsed types.</param>
internal sealed class DataTypeParser(JObject types, DslVersion version, PropertySchema schema, JObject parsed)
{
    private readonly DependencyOrder _order = new();

    public void Parse()
    {
        foreach (var type in types.Properties())
        {
            _order.Visit(type.Name, Prerequisites, Parse);
        }
    }

    private IEnumerable<string> Prerequisites(string name)
    {
        var path = "data_types." + name;
        var definition = DslToken.AsMap(types[name], path) ?? [];
        version.Require(2, definition, "data_types", "data_types");
        if (PrimitiveTypes.Contains(name))
        {
            throw DslToken.Fail($"Can't redefine primitive type {name}", definition, path);
        }

        DslToken.CheckKeys(definition, path, "properties", "description", "derived_from", "version");
        var parent = DslToken.AsText(definition["derived_from"], path + ".derived_from");
        if (parent is not null && types[parent] is null)
        {
            throw DslToken.Fail(
                $"Missing definition for data type '{parent}' which is declared as derived by data type '{name}'",
                definition["derived_from"], path + ".derived_from");
        }

        return DslToken.Map(definition, "properties", path).PropertyValues()
            .Select(property => (property as JObject)?["type"] is JValue { Value: string type } ? type : null)
            .Append(parent).OfType<string>().Where(type => types[type] is not null);
    }

    private void Parse(string name)
    {
        var definition = types[name] as JObject ?? [];
        var inherited = definition["derived_from"] is JValue { Value: string parent }
            ? (JObject)parsed[parent]!["properties"]!
            : null;
        parsed[name] = new JObject
        {
            ["properties"] = schema.ParseProperties(definition, "properties", "data_types." + name, name, inherited),
            ["description"] = definition["description"]?.DeepClone(),
            ["derived_from"] = definition["derived_from"]?.DeepClone(),
            ["version"] = definition["version"]?.DeepClone(),
        };
    }
}
