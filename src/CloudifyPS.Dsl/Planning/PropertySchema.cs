using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Types;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Parses the declarations of properties, inputs and parameters.</summary>
internal sealed class PropertySchema(DslVersion version, PropertyValues values)
{
    /// <summary>The default as written, needed while derived types are parsed. Removed from the plan.</summary>
    private const string InitialDefault = "initial_default";

    private static readonly string[] PropertyKeys = ["required", "default", "description", "type"];

    private static readonly string[] ParameterKeys =
        ["required", "default", "description", "type", "item_type", "constraints"];

    private static readonly string[] InputKeys = [.. ParameterKeys, "display_label", "hidden", "display"];

    /// <summary>Parses the properties of a type, with those inherited from its parent.</summary>
    /// <param name="definition">The type.</param>
    /// <param name="key">The key of its properties.</param>
    /// <param name="path">The path of the type.</param>
    /// <param name="typeName">The name of the type, for errors.</param>
    /// <param name="inherited">The parsed properties of the parent; null without one.</param>
    public JObject ParseProperties(
        JObject definition, string key, string path, string typeName, JObject? inherited = null)
    {
        var own = new JObject();
        foreach (var property in DslToken.Map(definition, key, path).Properties())
        {
            var parsed = Parse(property, $"{path}.{key}.{property.Name}", PropertyKeys, typeName, isOfType: true);
            parsed[InitialDefault] = (property.Value as JObject)?["default"]?.DeepClone();
            own[property.Name] = parsed;
        }

        var result = inherited is null ? own : Inherit(inherited, own);
        foreach (var property in result.PropertyValues().OfType<JObject>())
        {
            property.Remove(InitialDefault);
        }

        return result;
    }

    /// <summary>Parses the parameters of a workflow, or the inputs of an operation.</summary>
    public JObject ParseParameters(JObject section, string path) => ParseAll(section, path, ParameterKeys);

    public JObject ParseInputs(JObject section) => ParseAll(section, "inputs", InputKeys);

    private JObject ParseAll(JObject section, string path, string[] keys)
    {
        var result = new JObject();
        foreach (var property in section.Properties())
        {
            result[property.Name] =
                Parse(property, DslToken.Join(path, property.Name), keys, property.Name, isOfType: false);
        }

        return result;
    }

    private JObject Inherit(JObject inherited, JObject own)
    {
        var result = own;
        foreach (var property in inherited.Properties())
        {
            if (result[property.Name] is not JObject overriding)
            {
                result[property.Name] = property.Value.DeepClone();
                continue;
            }

            var type = (string?)overriding["type"];
            if (type is not null && type == (string?)property.Value["type"] && values.DataTypes[type] is not null
                && property.Value["default"] is { } inheritedDefault && !DslToken.IsNull(inheritedDefault))
            {
                var value = overriding[InitialDefault] is { } initial && !DslToken.IsNull(initial)
                    ? initial
                    : new JObject();
                var merged = values.Parse(
                    value, type, SchemaMessages.Illegal, "illegal state", [], inheritedDefault, false);
                if (merged.HasValues)
                {
                    overriding["default"] = merged;
                }
            }
        }

        return result;
    }

    private JObject Parse(JProperty property, string path, string[] keys, string owner, bool isOfType)
    {
        var definition = DslToken.AsMap(property.Value, path) ?? [];
        DslToken.CheckKeys(definition, path, keys);
        var type = DslToken.AsText(definition["type"], path + ".type");
        CheckType(type, definition["type"], path + ".type");
        version.Require(2, definition["required"], "required", path + ".required");
        version.Require(3, definition["display_label"], "display_label", path + ".display_label");
        version.Require(3, definition["hidden"], "hidden", path + ".hidden");
        version.Require(4, definition["item_type"], "item_type", path + ".item_type");
        DslToken.AsText(definition["display_label"], path + ".display_label");
        CheckBoolean(definition["required"], path + ".required");
        CheckBoolean(definition["hidden"], path + ".hidden");
        DslToken.AsText(definition["description"], path + ".description");
        CheckItemType(definition, type, path);
        var constraints = DslToken.AsList(definition["constraints"], path + ".constraints") ?? [];
        for (var i = 0; i < constraints.Count; i++)
        {
            InputConstraint.Check(constraints[i], version, property.Name, $"{path}.constraints.{i}");
        }

        DslToken.CheckKeys(DslToken.Map(definition, "display", path), path + ".display", "rows");
        if (definition["display"] is { } display && !DslToken.IsNull(display) && type != "textarea")
        {
            throw DslToken.Fail(
                $"`display` property defined for unsupported input type ({type ?? "None"}) for input "
                + $"`{property.Name}`.",
                display, path + ".display");
        }

        if (keys == InputKeys && definition["required"] is not JValue { Value: false }
            && definition["hidden"] is JValue { Value: true } && definition["default"] is null)
        {
            throw DslToken.Fail(
                $"Input is both hidden and required thus it should have a default value: '{property.Name}'.",
                definition,
                path);
        }

        var result = new JObject();
        foreach (var key in keys)
        {
            if (key == "default")
            {
                var isDataType = isOfType && type is not null && !PrimitiveTypes.Contains(type);
                if (ParseDefault(
                    definition, type, isDataType, isOfType ? [property.Name] : [], owner, path) is { } value)
                {
                    result[key] = value;
                }
            }
            else if (definition[key] is { } value)
            {
                result[key] = key == "constraints" && keys == InputKeys && !DslToken.IsNull(definition["default"])
                    ? InputConstraint.WithoutMessages(value)
                    : value.DeepClone();
            }
        }

        return result;
    }

    /// <summary>Parses a default; null if there is none. A property whose type is a data type always has one.</summary>
    private JToken? ParseDefault(
        JObject definition, string? type, bool isDataType, string[] propertyPath, string owner, string path)
    {
        var value = definition["default"];
        if (DslToken.IsNull(value))
        {
            if (!isDataType)
            {
                return value is null ? null : JValue.CreateNull();
            }

            value = new JObject();
        }

        var isOfType = propertyPath.Length > 0;
        try
        {
            return values.Parse(
                value!, type, isOfType ? SchemaMessages.TypeDefault : SchemaMessages.InputDefault, owner, propertyPath,
                null, requireAll: !isOfType);
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

        if (!PrimitiveTypes.Contains(type) && values.DataTypes[type] is null)
        {
            throw DslToken.Fail($"Illegal type name '{type}'", element, path);
        }

        version.Require(PrimitiveTypes.MinimumVersion(type), element, $"type '{type}'", path);
    }

    private static void CheckItemType(JObject definition, string? type, string path)
    {
        path += ".item_type";
        if (DslToken.AsText(definition["item_type"], path) is not { } itemType)
        {
            return;
        }

        if (type != "list")
        {
            throw DslToken.Fail(
                $"Property item_type defined for unsupported type: '{type ?? "None"}'", definition["item_type"], path);
        }

        if (!PrimitiveTypes.Contains(itemType))
        {
            throw DslToken.Fail($"Illegal item_type '{itemType}'", definition["item_type"], path);
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
