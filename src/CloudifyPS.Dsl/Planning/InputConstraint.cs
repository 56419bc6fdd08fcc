using CloudifyPS.Dsl.Functions;
using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Types;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Checks the constraints of inputs, and values against them.</summary>
internal static class InputConstraint
{
    private const string Message = "error_message";

    private static readonly string[] Names =
    [
        "equal", "greater_than", "greater_or_equal", "less_than", "less_or_equal", "in_range", "valid_values", "length",
        "min_length", "max_length", "pattern", "filter_id", "labels", "tenants", "name_pattern", "deployment_id",
    ];

    /// <summary>Constraints on objects of the manager, which are not checked here.</summary>
    private static readonly string[] OfManager = ["filter_id", "labels", "tenants", "name_pattern", "deployment_id"];

    /// <summary>Checks the declaration of a constraint.</summary>
    public static void Check(JToken constraint, DslVersion version, string owner, string path)
    {
        var map = DslToken.AsMap(constraint, path) ?? [];
        if (map.Count == 0)
        {
            throw DslToken.Fail(
                $"Empty constraint operator name given. Allowed operators: {PythonValue.Repr(Names)}", constraint,
                path);
        }

        if (map.Count > 1)
        {
            version.Require(5, constraint, "Constraint's additional attributes are", path);
        }

        var property = map.Properties().FirstOrDefault(p => p.Name != Message)
            ?? throw new DslException(DslError.FailedParsing, "list index out of range");
        var (name, arguments) = (property.Name, property.Value);
        if (!Names.Contains(name))
        {
            throw DslToken.Fail(
                $"No such constraint operator '{name}'. Allowed operators: {PythonValue.Repr(Names)}", constraint,
                path);
        }

        if (IntrinsicFunction.Find(arguments) is null && !IsValidArgument(name, arguments))
        {
            throw DslToken.Fail(
                $"Invalid constraint operator argument \"{PythonValue.Str(arguments)}\", for constraint operator "
                + $"\"{name}\" in "
                + $"\"{owner}\".", constraint, path);
        }
    }

    /// <summary>
    /// Copies constraints without their error messages. The plan has those of inputs without a default only, because
    /// the manager removes the message when it validates a default.
    /// </summary>
    public static JToken WithoutMessages(JToken constraints)
    {
        var result = constraints.DeepClone();
        foreach (var constraint in result.OfType<JObject>())
        {
            constraint.Remove(Message);
        }

        return result;
    }

    /// <summary>Checks a value of an input.</summary>
    /// <exception cref="DslException">The value violates a constraint.</exception>
    public static void Validate(string input, JObject definition, JToken value)
    {
        if (definition["constraints"] is not JArray { Count: > 0 } constraints)
        {
            ValidateItems(input, definition, value, []);
            return;
        }

        ValidateItems(input, definition, value, constraints);
    }

    /// <summary>
    /// Gets the constraints that a value of an input violates, with name and arguments. Constraints that are functions,
    /// and those that only the manager can decide, are left out.
    /// </summary>
    public static IEnumerable<JProperty> FindViolations(JObject definition, JToken value)
    {
        var type = (string?)definition["type"];
        var isOfItems = type == "list" && definition["item_type"] is JValue { Value: string } && value is JArray;
        var values = isOfItems ? [.. (JArray)value] : new List<JToken> { value };
        var valueType = isOfItems ? (string?)definition["item_type"] : type;
        return (definition["constraints"] as JArray ?? []).OfType<JObject>()
            .Select(constraint => constraint.Properties().LastOrDefault(property => property.Name != Message))
            .OfType<JProperty>()
            .Where(constraint => !OfManager.Contains(constraint.Name)
                && !(constraint.Name == "valid_values" && PrimitiveTypes.IsOfManager(valueType))
                && IntrinsicFunction.Find(constraint.Value) is null
                && IsValidArgument(constraint.Name, constraint.Value)
                && values.Any(one => IsViolated(constraint, one)));
    }

    private static bool IsViolated(JProperty constraint, JToken value)
    {
        try
        {
            return !Holds(constraint.Name, constraint.Value, value);
        }
        catch (DslException)
        {
            // The value has no length, or cannot be compared.
            return true;
        }
    }

    private static void ValidateItems(string input, JObject definition, JToken value, JArray constraints)
    {
        if ((string?)definition["type"] == "list" && (string?)definition["item_type"] is { } itemType
            && value is JArray items)
        {
            foreach (var item in items)
            {
                if (!PrimitiveTypes.IsOfType(item, itemType))
                {
                    throw new DslException(
                        DslError.InvalidInput,
                        $"Property type validation failed in '{input}': the defined type is '{itemType}', yet it "
                        + "was assigned "
                        + $"with the value '{PythonValue.Str(item)}'");
                }

                ValidateValue(input, constraints, item);
            }

            return;
        }

        ValidateValue(input, constraints, value);
    }

    private static void ValidateValue(string input, JArray constraints, JToken value)
    {
        if (constraints.Count > 0 && IntrinsicFunction.Find(value) is not null)
        {
            throw new DslException(
                DslError.InvalidInput,
                $"Input value {PythonValue.Str(value)}, of input {input}, cannot contain an intrinsic function "
                + "and also have "
                + "constraints.");
        }

        foreach (var constraint in constraints.OfType<JObject>())
        {
            // Of several operators, the last one counts.
            var property = constraint.Properties().Last(p => p.Name != Message);
            var (name, arguments) = (property.Name, property.Value);
            if (!OfManager.Contains(name) && !Holds(name, arguments, value))
            {
                var reason = (string?)constraint[Message] is { Length: > 0 } message
                    ? "is invalid. " + message
                    : $"violates constraint {name}({Arguments(arguments)}) operator.";
                throw Violation($"Value {PythonValue.Str(value)} of input {input} {reason}");
            }
        }
    }

    private static string Arguments(JToken arguments) =>
        arguments is JArray list ? string.Join(", ", list.Select(PythonValue.Str)) : PythonValue.Str(arguments);

    private static bool IsValidArgument(string name, JToken value) => name switch
    {
        "in_range" => value is JArray { Count: 2 } pair && pair.All(IsNumber),
        "valid_values" or "labels" or "tenants" => value is JArray,
        "pattern" => value is JValue { Value: string pattern } && PythonRegex.IsValid(pattern),
        "filter_id" or "deployment_id" => value.Type == JTokenType.String,
        "name_pattern" => value is JObject,
        _ => IsNumber(value),
    };

    private static bool Holds(string name, JToken arguments, JToken value)
    {
        switch (name)
        {
            case "valid_values":
                return arguments.Any(a => AreEqual(a, value));
            case "equal":
                return AreEqual(arguments, value);
            case "pattern":
                return value is JValue { Value: string text }
                    ? PythonRegex.IsMatch((string)arguments!, text)
                    : throw Violation($"Value must be of type string, got type '{PythonValue.TypeName(value)}'");
            case "length" or "min_length" or "max_length":
                var length = value switch
                {
                    JValue { Value: string s } => s.Length - s.Count(char.IsLowSurrogate),
                    JContainer container => container.Count,
                    _ => throw Violation(
                        $"Value's length could not be computed. Value type is '{PythonValue.TypeName(value)}'."),
                };
                var bound = (double)arguments;
                return name == "length" ? length == bound : name == "min_length" ? length >= bound : length <= bound;
            default:
                if (!IsNumber(value) && value.Type != JTokenType.Boolean)
                {
                    throw Violation(
                        "Value is not comparable, the Constraint argument type  is "
                        + $"'{PythonValue.TypeName(arguments)}' but "
                        + $"value type is '{PythonValue.TypeName(value)}'.");
                }

                var number = (double)value;
                return name switch
                {
                    "greater_than" => number > (double)arguments,
                    "greater_or_equal" => number >= (double)arguments,
                    "less_than" => number < (double)arguments,
                    "less_or_equal" => number <= (double)arguments,
                    _ => (double)arguments[0]! <= number && number <= (double)arguments[1]!,
                };
        }
    }

    // In Python, True is equal to 1.
    private static bool AreEqual(JToken a, JToken b) => (a, b) switch
    {
        (JArray left, JArray right) => left.Count == right.Count && left.Zip(right, AreEqual).All(equal => equal),
        (JObject left, JObject right) => left.Count == right.Count && left.Properties()
            .All(property => right[property.Name] is { } other && AreEqual(property.Value, other)),
        _ when IsNumeric(a) && IsNumeric(b) => (double)a == (double)b,
        _ => JToken.DeepEquals(a, b),
    };

    private static bool IsNumeric(JToken value) => IsNumber(value) || value.Type == JTokenType.Boolean;

    private static bool IsNumber(JToken value) => value.Type is JTokenType.Integer or JTokenType.Float;

    private static DslException Violation(string message) =>
        new(DslError.ViolatedConstraint, message);
}
