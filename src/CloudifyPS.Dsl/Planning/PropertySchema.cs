using System.Text.RegularExpressions;
using CloudifyPS.Dsl.Functions;
using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Schemas of properties, inputs and parameters, the data types that they refer to, and values under them.</summary>
internal sealed class PropertySchema(DslVersion version)
{
    public static readonly string[] IdTypes =
    [
        "blueprint_id", "deployment_id", "capability_value", "scaling_group", "node_id", "node_type", "node_instance",
        "secret_key", "operation_name",
    ];

    public static readonly string[] Primitives =
        ["string", "integer", "float", "boolean", "list", "dict", "regex", "textarea", .. IdTypes];

    /// <summary>What a type gives while it is parsed, for types derived from it; never in a plan.</summary>
    private const string InitialDefault = "initial_default";

    private static readonly string[] PropertyKeys = ["required", "default", "description", "type"];

    private static readonly string[] ParameterKeys =
        ["required", "default", "description", "type", "item_type", "constraints"];

    private static readonly string[] InputKeys = [.. ParameterKeys, "display_label", "hidden", "display"];

    /// <summary>The plan's data types: with everything inherited.</summary>
    public JObject DataTypes { get; private init; } = [];

    /// <summary>For values under the data types of a finished plan.</summary>
    public static PropertySchema OfPlan(JObject plan) =>
        new(new DslVersion((string)plan["version"]!["raw"]!, (int)plan["version"]!["definitions_version"]![1]!))
        {
            DataTypes = plan["data_types"] as JObject ?? [],
        };

    public void ParseDataTypes(JObject types)
    {
        foreach (var type in types.Properties())
        {
            ParseDataType(type.Name, types, []);
        }
    }

    /// <summary>The properties of a node type, relationship or data type.</summary>
    public JObject ParseProperties(JObject section, string path, string typeName)
    {
        var result = new JObject();
        foreach (var property in section.Properties())
        {
            var own = DslToken.Join(path, property.Name);
            var parsed = Parse(property, own, PropertyKeys, path, typeName);
            parsed[InitialDefault] = (property.Value as JObject)?["default"]?.DeepClone();
            result[property.Name] = parsed;
        }

        return result;
    }

    /// <summary>The parameters of a workflow, of an operation in a type, of a policy.</summary>
    public JObject ParseParameters(JObject section, string path, bool isInput = false)
    {
        var result = new JObject();
        foreach (var property in section.Properties())
        {
            var own = DslToken.Join(path, property.Name);
            result[property.Name] = Parse(property, own, isInput ? InputKeys : ParameterKeys, null, property.Name);
        }

        return result;
    }

    public static JObject ParseSimple(JObject section, string path, PropertySchema schema)
    {
        var result = schema.ParseProperties(section, path, path);
        DropInitialDefaults(result);
        return result;
    }

    public static void DropInitialDefaults(JObject properties)
    {
        foreach (var property in properties.PropertyValues().OfType<JObject>())
        {
            property.Remove(InitialDefault);
        }
    }

    /// <summary>A type's properties with those inherited.</summary>
    public JObject Inherit(JObject inherited, JObject own)
    {
        var result = (JObject)own.DeepClone();
        foreach (var property in inherited.Properties())
        {
            if (result[property.Name] is not JObject overriding)
            {
                result[property.Name] = property.Value.DeepClone();
                continue;
            }

            var type = (string?)overriding["type"];
            if (type is not null && type == (string?)property.Value["type"] && DataTypes[type] is not null
                && property.Value["default"] is { } inheritedDefault && !DslToken.IsNull(inheritedDefault))
            {
                var value = overriding[InitialDefault] is { } initial && !DslToken.IsNull(initial) ? initial : new JObject();
                var merged = ParseValue(value, type, SchemaMessages.Illegal, "illegal state", [], inheritedDefault, false);
                if (merged.HasValues)
                {
                    overriding["default"] = merged;
                }
            }
        }

        return result;
    }

    /// <summary>The values of a node, relationship or policy: given ones, else defaults.</summary>
    public JObject MergeProperties(JObject given, JObject schema, SchemaMessages messages, string node) =>
        Merge(given, schema, Defaults(schema), messages, node, [], true);

    public static JObject Defaults(JObject schema)
    {
        var result = new JObject();
        foreach (var property in schema.Properties().Where(p => p.Value["default"] is not null))
        {
            result[property.Name] = property.Value["default"]!.DeepClone();
        }

        return result;
    }

    /// <summary>Checks a value's type and completes it with the defaults of its data type.</summary>
    public JToken ParseValue(
        JToken value, string? type, SchemaMessages messages, string node, IReadOnlyList<string> path,
        JToken? derived = null, bool requireAll = true)
    {
        if (type is null || IntrinsicFunction.Find(value) is not null)
        {
            return value.DeepClone();
        }

        if (Primitives.Contains(type))
        {
            if (IsOfType(value, type))
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
                $"Unexpected type defined in property schema for property '{string.Join(".", path)}' - unknown type is '{type}'");
        }

        throw new DslException(path.Count == 0
            ? $"Property type validation failed in '{node}': the defined type is '{type}', yet it was assigned with the value "
                + $"'{PythonValue.Str(value)}'"
            : $"Property type validation failed in '{node}': property '{string.Join(".", path)}' type is '{type}', yet it was "
                + $"assigned with the value '{PythonValue.Str(value)}'");
    }

    public static bool IsOfType(JToken value, string type) => type switch
    {
        "integer" => value.Type == JTokenType.Integer,
        "float" => value.Type is JTokenType.Integer or JTokenType.Float,
        "boolean" => value.Type == JTokenType.Boolean,
        "list" => value is JArray,
        "dict" => value is JObject,
        "regex" => value is JValue { Value: string pattern } && IsRegex(pattern),
        _ => true,
    };

    public static bool IsRegex(string pattern)
    {
        try
        {
            _ = new Regex(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private JObject Merge(
        JObject given, JObject schema, JObject defaults, SchemaMessages messages, string node, IReadOnlyList<string> path,
        bool requireAll)
    {
        foreach (var property in given.Properties().Where(p => schema[p.Name] is null))
        {
            throw new DslException(messages.Undefined(node, string.Join(".", path.Concat([property.Name]))));
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
                    throw new DslException(messages.Missing(node, string.Join(".", path.Concat([property.Name]))));
                }

                continue;
            }

            result[property.Name] = ParseValue(
                value, (string?)property.Value["type"], messages, node, [.. path, property.Name], defaults[property.Name],
                requireAll);
        }

        return result;
    }

    private JObject ParseDataType(string name, JObject types, IReadOnlyList<string> descendants)
    {
        if (DataTypes[name] is JObject done)
        {
            return done;
        }

        var path = "data_types." + name;
        var definition = DslToken.AsMap(types[name], path) ?? [];
        version.Require(2, definition, "data_types", "data_types");
        if (descendants.Contains(name))
        {
            throw new DslException(
                $"Parsing failed. Circular dependency detected: {string.Join(" --> ", descendants.Concat([name]))}");
        }

        if (Primitives.Contains(name))
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

        var section = DslToken.Map(definition, "properties", path);
        foreach (var property in section.Properties())
        {
            if ((string?)(property.Value as JObject)?["type"] is { } component && types[component] is not null)
            {
                ParseDataType(component, types, [.. descendants, name]);
            }
        }

        var inherited = parent is null ? null : ParseDataType(parent, types, [.. descendants, name]);
        var properties = ParseProperties(section, path + ".properties", name);
        if (inherited is not null)
        {
            properties = Inherit((JObject)inherited["properties"]!, properties);
        }

        DropInitialDefaults(properties);
        var result = new JObject { ["properties"] = properties };
        foreach (var key in new[] { "description", "derived_from", "version" })
        {
            result[key] = definition[key]?.DeepClone() ?? JValue.CreateNull();
        }

        DataTypes[name] = result;
        return result;
    }

    private JObject Parse(JProperty property, string path, string[] keys, string? typePath, string typeName)
    {
        var definition = DslToken.AsMap(property.Value, path) ?? [];
        DslToken.CheckKeys(definition, path, keys);
        var type = DslToken.AsText(definition["type"], path + ".type");
        CheckType(type, definition["type"], path + ".type");
        version.Require(2, definition["required"], "required", path + ".required");
        version.Require(3, definition["display_label"], "display_label", path + ".display_label");
        version.Require(3, definition["hidden"], "hidden", path + ".hidden");
        version.Require(4, definition["item_type"], "item_type", path + ".item_type");
        CheckBoolean(definition["required"], path + ".required");
        CheckBoolean(definition["hidden"], path + ".hidden");
        DslToken.AsText(definition["description"], path + ".description");
        CheckItemType(definition, type, path);
        foreach (var constraint in DslToken.AsList(definition["constraints"], path + ".constraints") ?? [])
        {
            InputConstraint.Check(constraint, version, property.Name, path + ".constraints");
        }

        if (definition["display"] is { } display && !DslToken.IsNull(display) && type != "textarea")
        {
            throw DslToken.Fail(
                $"`display` property defined for unsupported input type ({type ?? "None"}) for input `{property.Name}`.",
                display, path + ".display");
        }

        if (keys == InputKeys && definition["required"] is not JValue { Value: false }
            && definition["hidden"] is JValue { Value: true } && definition["default"] is null)
        {
            throw DslToken.Fail(
                $"Input is both hidden and required thus it should have a default value: '{property.Name}'.", definition, path);
        }

        var result = new JObject();
        foreach (var key in keys)
        {
            if (key == "default")
            {
                AddDefault(result, definition, type, property, typePath, typeName, path);
            }
            else if (definition[key] is { } value)
            {
                result[key] = value.DeepClone();
            }
        }

        return result;
    }

    private void AddDefault(
        JObject result, JObject definition, string? type, JProperty property, string? typePath, string typeName, string path)
    {
        var value = definition["default"];
        if (DslToken.IsNull(value))
        {
            if (typePath is not null && type is not null && !Primitives.Contains(type))
            {
                value = new JObject();
            }
            else
            {
                if (value is not null)
                {
                    result["default"] = JValue.CreateNull();
                }

                return;
            }
        }

        try
        {
            result["default"] = typePath is not null
                ? ParseValue(value!, type, SchemaMessages.TypeDefault, typeName, [property.Name], null, false)
                : ParseValue(value!, type, SchemaMessages.InputDefault, typeName, []);
        }
        catch (DslException e) when (!e.IsLocated)
        {
            throw DslToken.Fail(e.Message, definition["default"] ?? definition, path + ".default");
        }
    }

    private void CheckType(string? type, JToken? element, string path)
    {
        if (type is null)
        {
            return;
        }

        if (!Primitives.Contains(type) && DataTypes[type] is null)
        {
            throw DslToken.Fail($"Illegal type name '{type}'", element, path);
        }

        if (IdTypes.Contains(type))
        {
            version.Require(type == "operation_name" ? 5 : 4, element, $"type '{type}'", path);
        }
    }

    private static void CheckItemType(JObject definition, string? type, string path)
    {
        if (DslToken.AsText(definition["item_type"], path + ".item_type") is not { } itemType)
        {
            return;
        }

        if (type != "list")
        {
            throw DslToken.Fail(
                $"Property item_type defined for unsupported type: '{type ?? "None"}'", definition["item_type"], path + ".item_type");
        }

        if (!Primitives.Contains(itemType))
        {
            throw DslToken.Fail($"Illegal item_type '{itemType}'", definition["item_type"], path + ".item_type");
        }
    }

    private static void CheckBoolean(JToken? value, string path)
    {
        if (value is not null && !DslToken.IsNull(value) && value.Type != JTokenType.Boolean)
        {
            throw DslToken.Unexpected("boolean", value, path);
        }
    }
}
