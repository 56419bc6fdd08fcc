using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Yaml;

/// <summary>Reads parts of a blueprint with an expected type. Errors contain the position and the path.</summary>
internal static class DslToken
{
    /// <summary>Creates an exception with the file, line and column of a part's key, its path and its value.</summary>
    public static DslException Fail(string message, JToken? element, string path)
    {
        var place = "";
        var key = element?.Parent as JProperty;
        var mark = key?.Annotation<SourceMark>() ?? element?.Annotation<SourceMark>();
        if (mark is not null)
        {
            place = $"\n  in: {mark.File}" + (key is not null
                ? $"\n  in line: {mark.Line + 1}, column: {mark.Column}"
                : $"\n  in line {mark.Line + 1}, column {mark.Column}");
        }

        return new DslException($"{message} {place}\n  path: {path}\n  value: {PythonValue.Str(element)}")
        {
            IsLocated = true,
            Reason = message,
            File = mark?.File,
            Line = (int?)mark?.Line + 1,
            Column = (int?)mark?.Column + 1,
            Path = path,
        };
    }

    /// <summary>Adds the position to errors that have none.</summary>
    public static T Located<T>(Func<T> parse, JToken element, string path)
    {
        try
        {
            return parse();
        }
        catch (DslException e) when (!e.IsLocated)
        {
            throw Fail(e.Message, element, path);
        }
    }

    public static bool IsNull(JToken? token) => token is null or JValue { Value: null };

    /// <summary>Reads a map; an absent one is empty.</summary>
    public static JObject Map(JToken? parent, string name, string path) =>
        AsMap((parent as JObject)?[name], Join(path, name)) ?? [];

    public static JObject? AsMap(JToken? value, string path) => value switch
    {
        null or JValue { Value: null } => null,
        JObject map => map,
        _ => throw Unexpected("dict", value, path),
    };

    public static JArray? AsList(JToken? value, string path) => value switch
    {
        null or JValue { Value: null } => null,
        JArray list => list,
        _ => throw Unexpected("list", value, path),
    };

    public static string? AsText(JToken? value, string path) => value switch
    {
        null or JValue { Value: null } => null,
        JValue { Value: string text } => text,
        _ => throw Unexpected("string", value, path),
    };

    public static string Required(JObject parent, string name, string path) =>
        AsText(RequiredToken(parent, name, path), Join(path, name))!;

    public static JToken RequiredToken(JObject parent, string name, string path) =>
        parent[name] is { } value && !IsNull(value)
            ? value
            : throw Fail($"'{name}' key is required but it is currently missing", null, Join(path, name));

    /// <summary>Rejects keys that the part does not support.</summary>
    public static void CheckKeys(JObject map, string path, params string[] allowed)
    {
        foreach (var property in map.Properties())
        {
            if (!allowed.Contains(property.Name))
            {
                throw Fail(
                    $"'{property.Name}' is not in schema. Valid schema values: {PythonValue.Repr(allowed)}",
                    property.Value, Join(path, property.Name));
            }
        }
    }

    public static DslException Unexpected(string expected, JToken value, string path) =>
        value.Type is JTokenType.Date or JTokenType.Bytes
            ? new DslException(DslError.FailedParsing, $"Unexpected type: <class '{PythonValue.TypeName(value)}'>")
            : Fail($"Expected '{expected}' type but found '{PythonValue.UserTypeName(value)}' type", value, path);

    public static string Join(string path, string name) => path.Length == 0 ? name : path + "." + name;
}
