using System.Collections;
using System.Globalization;
using System.Management.Automation;
using CloudifyPS.Client.Json;

namespace CloudifyPS.Commands.Input;

/// <summary>Converts -Filter to filters of the manager, and refuses those that the manager cannot evaluate.</summary>
internal static class FilterValues
{
    /// <summary>Attributes whose values are fixed: managers compare them exactly, in lower case.</summary>
    private static readonly HashSet<string> Fixed = new(StringComparer.Ordinal)
    {
        "visibility", "resource_availability", "status", "state", "installation_status", "deployment_status",
        "sub_services_status", "sub_environments_status",
    };

    /// <summary>Attributes that managers list as filters, and answer with an internal error (7.0.5).</summary>
    private static readonly HashSet<string> Broken = new(StringComparer.Ordinal) { "latest_execution_status" };

    /// <summary>Gets the filters: the manager's name of an attribute, and a value.</summary>
    /// <typeparam name="T">The resource.</typeparam>
    /// <exception cref="ArgumentException">An attribute or a value cannot be used.</exception>
    public static IEnumerable<KeyValuePair<string, string>> Of<T>(Hashtable? filter)
        where T : Resource
    {
        foreach (DictionaryEntry entry in filter ?? [])
        {
            var key = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            var name = ResourceShapes.NameOf<T>(key);
            if (key.StartsWith("_", StringComparison.Ordinal) || Broken.Contains(name))
            {
                throw new ArgumentException($"The manager cannot filter by {key}. It supports: {Usable<T>()}.");
            }

            var values = LanguagePrimitives.GetEnumerable(entry.Value)?.Cast<object?>() ?? [entry.Value];
            foreach (var value in values)
            {
                yield return new KeyValuePair<string, string>(name, TextOf<T>(key, name, value));
            }
        }
    }

    private static string TextOf<T>(string key, string name, object? value)
    {
        var text = value is null ? string.Empty : QueryText.Of(value);
        if (text.Length == 0)
        {
            throw new ArgumentException($"The filter {key} has no value. Check the variable, or leave the filter out.");
        }

        if (Fixed.Contains(name))
        {
            return text.ToLowerInvariant();
        }

        // A value of the wrong type is an internal error of the manager.
        var type = typeof(T).GetProperties()
            .FirstOrDefault(property => ResourceNameOf(property.Name, name))?.PropertyType;
        return type switch
        {
            _ when type == typeof(bool?) => bool.TryParse(text, out var flag)
                ? flag ? "true" : "false"
                : throw Wrong(key, text, "true or false"),
            _ when type == typeof(int?) || type == typeof(long?) =>
                long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out _)
                    ? text
                    : throw Wrong(key, text, "a number"),
            _ when type == typeof(DateTimeOffset?) => Time(value!, text) is { } time
                ? time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)
                : throw Wrong(key, text, "a time"),
            _ => text,
        };
    }

    private static bool ResourceNameOf(string property, string name) =>
        property.Equals(name.Replace("_", string.Empty), StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? Time(object value, string text) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) switch
        {
            DateTimeOffset time => time,
            DateTime time => time,
            _ => DateTimeOffset.TryParse(
                text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null,
        };

    private static ArgumentException Wrong(string key, string text, string wanted) =>
        new($"The value '{text}' of the filter {key} is not {wanted}.");

    private static string Usable<T>() => string.Join(", ", typeof(T).GetProperties()
        .Where(property => property.PropertyType == typeof(string) || property.PropertyType.IsValueType)
        .Where(property => property.CanWrite && !Broken.Contains(SnakeCase.FromPascal(property.Name)))
        .Select(property => property.Name)
        .OrderBy(name => name, StringComparer.Ordinal));
}
