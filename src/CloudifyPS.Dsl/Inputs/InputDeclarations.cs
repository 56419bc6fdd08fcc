using CloudifyPS.Dsl.Functions;
using CloudifyPS.Dsl.Planning;
using CloudifyPS.Dsl.Types;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Inputs;

/// <summary>
/// Checks inputs against the declarations of a blueprint. Nothing that a manager accepts is refused: a float can be
/// an integer, a string can be anything, and functions are not checked.
/// </summary>
internal sealed class InputDeclarations
{
    private readonly JObject _inputs;
    private readonly JObject _dataTypes;

    /// <param name="plan">The plan of the blueprint.</param>
    public InputDeclarations(JObject plan)
    {
        _inputs = plan["inputs"] as JObject ?? [];
        _dataTypes = plan["data_types"] as JObject ?? [];
    }

    /// <summary>Finds all problems, in the order of the declarations; unknown inputs come first.</summary>
    /// <param name="values">The inputs. Texts get their declared types.</param>
    /// <param name="checksValues">Whether the manager checks types and constraints.</param>
    public IReadOnlyList<InputViolation> Check(JObject values, bool checksValues)
    {
        var violations = values.Properties().Where(property => _inputs[property.Name] is null)
            .Select(property => new InputViolation(
                property.Name, "Unknown", $"The blueprint does not declare the input '{property.Name}'.",
                property.Annotation<SourceMark>()))
            .ToList();
        foreach (var input in _inputs.Properties())
        {
            var definition = input.Value as JObject ?? [];
            if (values.Property(input.Name) is { } given)
            {
                UseWrittenTexts(given, definition);
                if (checksValues)
                {
                    CheckValue(given, definition, violations);
                }
            }
            else if (IsMissing(definition))
            {
                violations.Add(new InputViolation(
                    input.Name, "Missing", $"The input '{input.Name}' is required and has no value.", null));
            }
        }

        return violations;
    }

    private bool IsMissing(JObject definition)
    {
        if (!DslToken.IsNull(definition["default"]) || definition["required"] is JValue { Value: false })
        {
            return false;
        }

        // A data type whose properties all have defaults makes a value.
        var violations = new List<InputViolation>();
        CheckType(new JObject(), (string?)definition["type"], "", null, null, violations);
        return _dataTypes[(string?)definition["type"] ?? ""] is null || violations.Count > 0;
    }

    private void CheckValue(JProperty given, JObject definition, List<InputViolation> violations)
    {
        var mark = given.Annotation<SourceMark>();
        var before = violations.Count;
        CheckType(given.Value, (string?)definition["type"], given.Name, mark, null, violations);
        if (violations.Count > before || IntrinsicFunction.Find(given.Value) is not null)
        {
            return;
        }

        if ((string?)definition["item_type"] is { } itemType && given.Value is JArray items)
        {
            for (var index = 0; index < items.Count; index++)
            {
                CheckType(items[index], itemType, $"{given.Name}[{index}]", mark, null, violations);
            }
        }

        if (violations.Count == before)
        {
            violations.AddRange(InputConstraint.FindViolations(definition, given.Value).Select(constraint =>
                new InputViolation(given.Name, "Constraint", ConstraintText.Describe(given.Name, constraint), mark)));
        }
    }

    private void CheckType(
        JToken value, string? type, string path, SourceMark? mark, JToken? inherited, List<InputViolation> violations)
    {
        if (type is null || IntrinsicFunction.Find(value) is not null)
        {
            return;
        }

        if (_dataTypes[type] is JObject dataType)
        {
            if (value is JObject map)
            {
                CheckProperties(map, dataType["properties"] as JObject ?? [], type, path, mark, inherited, violations);
                return;
            }
        }
        else if (!PrimitiveTypes.Contains(type) || PrimitiveTypes.IsOfType(value, type))
        {
            return;
        }

        violations.Add(new InputViolation(
            path, "Type", type == "regex" && value.Type == JTokenType.String
                ? $"'{path}' must be a regular expression, but the value is not a valid one."
                : $"'{path}' must be {WithArticle(type)}, but the value is {NameOf(value)}.",
            mark));
    }

    private void CheckProperties(
        JObject map, JObject schema, string type, string path, SourceMark? mark, JToken? inherited,
        List<InputViolation> violations)
    {
        var isExternal = (map["use_external_resource"] ?? schema["use_external_resource"]?["default"])
            is JValue { Value: true };
        foreach (var property in map.Properties().Where(property => schema[property.Name] is null))
        {
            var name = DslToken.Join(path, property.Name);
            violations.Add(new InputViolation(
                name, "Unknown", $"'{name}' is not a property of the data type '{type}'.",
                property.Annotation<SourceMark>() ?? mark));
        }

        foreach (var property in schema.Properties())
        {
            var name = DslToken.Join(path, property.Name);
            var standard = (inherited as JObject)?[property.Name] ?? property.Value["default"];
            if (map.Property(property.Name) is { } given)
            {
                CheckType(
                    given.Value, (string?)property.Value["type"], name, given.Annotation<SourceMark>() ?? mark,
                    standard, violations);
            }
            else if (standard is null && property.Value["required"] is not JValue { Value: false } && !isExternal)
            {
                violations.Add(new InputViolation(
                    name, "Missing", $"'{name}' is required by the data type '{type}' and has no value.", mark));
            }
        }
    }

    // A text on the command line has no type of its own: 1.10 is a string where one is declared.
    private void UseWrittenTexts(JProperty given, JObject definition)
    {
        var type = (string?)definition["type"];
        if (given.Value.Annotation<WrittenText>() is { } written)
        {
            if (PrimitiveTypes.IsText(type) && given.Value.Type != JTokenType.String)
            {
                given.Value = new JValue(written.Text);
            }
        }
        else if (given.Value is JObject map && _dataTypes[type ?? ""]?["properties"] is JObject schema)
        {
            foreach (var property in map.Properties())
            {
                UseWrittenTexts(property, schema[property.Name] as JObject ?? []);
            }
        }
    }

    private static string WithArticle(string type) => type switch
    {
        "integer" => "an integer",
        "float" => "a number",
        "boolean" => "true or false",
        "list" => "a list",
        "dict" => "an object",
        "regex" => "a regular expression",
        _ => $"an object of the data type '{type}'",
    };

    private static string NameOf(JToken value) => value.Type switch
    {
        JTokenType.Integer => "an integer",
        JTokenType.Float => "a number with a fraction",
        JTokenType.Boolean => "a Boolean value",
        JTokenType.Array => "a list",
        JTokenType.Object => "an object",
        JTokenType.Null => "null",
        _ => "a string",
    };
}
