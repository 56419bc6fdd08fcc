using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Routing;

/// <summary>Checks the arguments of requests as a manager does.</summary>
internal static class Arguments
{
    public static string Required(JObject body, string name) =>
        body[name] is null ? throw Refusal.BadParameters($"Missing {name} in json request body")
        : body.Text(name) ?? throw Refusal.BadParameters(
            $"{name} parameter is expected to be of type str but is of type {TypeName(body[name]!)}");

    public static bool Flag(JObject body, string name, bool fallback = false) => body[name] switch
    {
        null => fallback,
        JValue { Value: bool flag } => flag,
        var value => Flag(name, value.ToString()),
    };

    public static bool Flag(string name, string? value) => value?.ToLowerInvariant() switch
    {
        null or "" or "false" or "0" or "no" => false,
        "true" or "1" or "yes" => true,
        _ => throw Refusal.BadParameters($"{name} must be <true/false>, got {value}"),
    };

    /// <summary>Checks the name of a new resource.</summary>
    /// <param name="argument">The argument that the error names.</param>
    /// <param name="name">The name.</param>
    /// <param name="anyStart">Whether it may begin with another character than a letter.</param>
    public static string Valid(string argument, string name, bool anyStart = false)
    {
        const int MaxLength = 256;
        if (name.Length > MaxLength)
        {
            throw Refusal.BadParameters(
                $"The `{argument}` argument is too long. Maximum allowed length is {MaxLength} characters");
        }

        if (name.Length == 0)
        {
            throw Refusal.BadParameters($"The `{argument}` argument is empty");
        }

        if (!name.All(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '.' or '_'))
        {
            throw Refusal.BadParameters(
                $"The `{argument}` argument contains illegal characters. Only letters, digits and the characters "
                + "\"-\", \".\" and \"_\" are allowed");
        }

        return anyStart || char.IsLetter(name[0])
            ? name
            : throw Refusal.BadParameters($"The `{argument}` argument must begin with a letter.");
    }

    /// <summary>Gets the name that Python, the manager's language, has for the type of a value.</summary>
    public static string TypeName(JToken value) => value.Type switch
    {
        JTokenType.Object => "dict",
        JTokenType.Array => "list",
        JTokenType.String => "str",
        JTokenType.Integer => "int",
        JTokenType.Float => "float",
        JTokenType.Boolean => "bool",
        _ => "NoneType",
    };
}
