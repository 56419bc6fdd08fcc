using System.Reflection;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Json;

/// <summary>
/// Reads resources straight from tokens: a table by attribute name, built once a type, in place of a general
/// serialiser. Attributes on the classes would not do: they live in another load context, which has its own
/// Newtonsoft.Json, or none.
/// </summary>
/// <typeparam name="T">The resource.</typeparam>
internal static class ResourceReader<T>
    where T : class, new()
{
    private static readonly Dictionary<string, PropertyReader<T>> Properties = Build();
    private static readonly DefaultJsonNameTable Names = BuildNames();

    /// <summary>A reader over a text that finds the attribute names in a table instead of allocating them.</summary>
    public static JsonTextReader CreateReader(TextReader text) => JsonValue.CreateReader(text, Names);

    /// <summary>Reads the object that the reader stands on.</summary>
    public static T Read(JsonTextReader reader)
    {
        var target = new T();
        Dictionary<string, object?>? additional = null;
        while (JsonValue.ReadInside(reader) != JsonToken.EndObject)
        {
            var name = (string)reader.Value!;
            JsonValue.ReadInside(reader);
            if (Properties.TryGetValue(name, out var property))
            {
                if (property.Read(target, reader) is { } unexpected)
                {
                    (additional ??= [])[name] = unexpected;
                }
            }
            else if (JsonValue.Read(reader) is var value && !IsNoise(name, value))
            {
                (additional ??= [])[name] = value;
            }
        }

        if (additional is not null && target is Resource resource)
        {
            resource.AdditionalProperties = additional;
        }

        return target;
    }

    // Managers 7.x send a twin <name>_p, always null, for every attribute that they once stored pickled.
    private static bool IsNoise(string name, object? value) =>
        value is null && name.EndsWith("_p", StringComparison.Ordinal);

    private static Dictionary<string, PropertyReader<T>> Build()
    {
        var table = new Dictionary<string, PropertyReader<T>>(StringComparer.Ordinal);
        foreach (var property in typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.SetMethod is { IsPublic: true } && !ResourceShapes.IsShaped(property))
            {
                table[ResourceShapes.NameOf(property)] = PropertyReader<T>.For(property);
            }
        }

        foreach (var shape in ResourceShapes.For<T>())
        {
            table[shape.Key] = PropertyReader<T>.For(shape.Value);
        }

        return table;
    }

    private static DefaultJsonNameTable BuildNames()
    {
        var names = new DefaultJsonNameTable();
        foreach (var name in Properties.Keys.Concat(["items", "metadata", "pagination", "total"]))
        {
            names.Add(name);
        }

        return names;
    }
}
