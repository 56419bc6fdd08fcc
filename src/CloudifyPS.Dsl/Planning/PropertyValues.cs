using CloudifyPS.Dsl.Functions;
using CloudifyPS.Dsl.Types;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Checks values against their types and completes them with defaults.</summary>
/// <param name="dataTypes">The parsed data types, with inherited properties.</param>
internal sealed class PropertyValues(JObject dataTypes)
{
    /// <summary>Limits the number of values to which nested data types expand in one blueprint.</summary>
    private const int MaxValues = 1_000_000;

    /// <summary>Limits the number of values to which nested data types expand in one property.</summary>
    private const int MaxPropertyValues = 20_000;

    private const int MaxDepth = 100;

    private int _count;
    private int _propertyCount;

    public JObject DataTypes { get; } = dataTypes;

    public static JObject Defaults(JObject schema)
    {
        var result = new JObject();
        foreach (var property in schema.Properties().Where(p => p.Value["default"] is not null))
        {
            result[property.Name] = property.Value["default"]!.DeepClone();
        }

        return result;
    }

    /// <summary>Merges the given values of a node, relationship or policy with the defaults of its schema.</summary>
    public JObject Merge(JObject given, JObject schema, SchemaMessages messages, string node) =>
        Merge(given, schema, Defaults(schema), messages, node, [], true);

    /// <summary>Checks the type of a value and adds the defaults of its data type.</summary>
    public JToken Parse(
        JToken value, string? type, SchemaMessages messages, string node, IReadOnlyList<string> path,
        JToken? derived = null, bool requireAll = true)
    {
        _propertyCount = path.Count <= 1 ? 1 : _propertyCount + 1;
        if (++_count > MaxValues || _propertyCount > MaxPropertyValues || path.Count > MaxDepth)
        {
            throw new DslException(
                DslError.FailedParsing,
                $"A property of '{node}' has more than {MaxPropertyValues} values or {MaxDepth} levels, or all "
                + $"properties have more than {MaxValues} values. Check whether data types contain each other too "
                + "often.");
        }

        if (type is null || IntrinsicFunction.Find(value) is not null)
        {
            return value.DeepClone();
        }

        if (PrimitiveTypes.Contains(type))
        {
            if (PrimitiveTypes.IsOfType(value, type))
            {
                return value.DeepClone();
            }
        }
        else if (DataTypes[type] is JObject dataType)
        {
            if (value is JObject map)
            {
                var schema = (JObject)dataType["properties"]!;
                var defaults = Defaults(schema);
                foreach (var property in (derived as JObject)?.Properties() ?? [])
                {
                    defaults[property.Name] = property.Value.DeepClone();
                }

                return Merge(map, schema, defaults, messages, node, path, requireAll);
            }
        }
        else
        {
            throw new DslException(
                $"Unexpected type defined in property schema for property '{string.Join(".", path)}' - unknown type is "
                + $"'{type}'");
        }

        var subject = path.Count == 0
            ? $"the defined type is '{type}', yet it"
            : $"property '{string.Join(".", path)}' type is '{type}', yet it";
        throw new DslException(
            $"Property type validation failed in '{node}': {subject} was assigned with the value "
            + $"'{PythonValue.Str(value)}'");
    }

    private JObject Merge(
        JObject given, JObject schema, JObject defaults, SchemaMessages messages, string node,
        IReadOnlyList<string> path,
        bool requireAll)
    {
        foreach (var property in given.Properties().Where(p => schema[p.Name] is null))
        {
            throw new DslException(messages.Undefined(node, string.Join(".", [.. path, property.Name])));
        }

        var external = given["use_external_resource"] ?? defaults["use_external_resource"];
        if (external is not null && IntrinsicFunction.Find(external) is not null)
        {
            throw new DslException(
                "Only boolean values are allowed for `use_external_resource` property, don't use intrinsic functions.");
        }

        var isExternal = external is JValue { Value: true };
        var result = new JObject();
        foreach (var property in schema.Properties())
        {
            var value = given[property.Name] ?? defaults[property.Name];
            if (value is null)
            {
                var isRequired = property.Value["required"] is not JValue { Value: false } && !isExternal;
                if (isRequired && requireAll)
                {
                    throw new DslException(messages.Missing(node, string.Join(".", [.. path, property.Name])));
                }

                continue;
            }

            result[property.Name] = Parse(
                value, (string?)property.Value["type"], messages, node, [.. path, property.Name],
                defaults[property.Name], requireAll);
        }

        return result;
    }
}
