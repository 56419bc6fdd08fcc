using System.Reflection;
using System.Text;

namespace CloudifyPS.Client.Json;

/// <summary>
/// Reads resources from tokens with a table of attribute names that is built once for each type. Measured on 1,000
/// executions, Newtonsoft's contract resolver takes 1.5 times as long. Attributes on the resources cannot be used: the
/// resources live in another load context, which has its own Newtonsoft.Json or none.
/// </summary>
/// <typeparam name="T">The resource.</typeparam>
internal static class ResourceReader<T>
    where T : class, new()
{
    private static readonly Dictionary<string, Attribute> Attributes = Build();

    // Precedes the first attribute of every object.
    private static readonly Attribute Start = new(string.Empty, null!);

    /// <summary>Reads the object that starts at the current token.</summary>
    public static T Read(ref JsonTokens tokens)
    {
        var target = new T();
        Dictionary<string, object?>? additional = null;
        var previous = Start;
        for (tokens.ReadInside(); !tokens.IsEnd; tokens.ReadInside())
        {
            var attribute = previous.Next;
            if (attribute is null || !tokens.IsName(attribute.Utf8Name))
            {
                var name = tokens.Name;
                if (!Attributes.TryGetValue(name, out attribute))
                {
                    tokens.ReadInside();
                    if (JsonValue.Read(ref tokens) is var value && !IsNoise(name, value))
                    {
                        (additional ??= [])[name] = value;
                    }

                    continue;
                }

                previous.Next = attribute;
            }

            tokens.ReadInside();
            if (attribute.Property.Read(target, ref tokens) is { } unexpected)
            {
                (additional ??= [])[attribute.Name] = unexpected;
            }

            previous = attribute;
        }

        if (additional is not null && target is Resource resource)
        {
            resource.AdditionalProperties = additional;
        }

        return target;
    }

    // Manager 7.x sends a second attribute <name>_p, always null, for every attribute that it once stored pickled.
    private static bool IsNoise(string name, object? value) =>
        value is null && name.EndsWith("_p", StringComparison.Ordinal);

    private static Dictionary<string, Attribute> Build()
    {
        var table = new Dictionary<string, Attribute>(StringComparer.Ordinal);
        void Add(string name, PropertyReader<T> property) => table[name] = new Attribute(name, property);
        foreach (var property in typeof(T).GetProperties(BindingFlags.Instance | BindingFlags.Public))
        {
            if (property.SetMethod is { IsPublic: true } && !ResourceShapes.IsShaped(property))
            {
                Add(ResourceShapes.NameOf(property), PropertyReader<T>.For(property));
            }
        }

        foreach (var shape in ResourceShapes.For<T>())
        {
            Add(shape.Key, PropertyReader<T>.For(shape.Value));
        }

        return table;
    }

    private sealed class Attribute(string name, PropertyReader<T> property)
    {
        public string Name { get; } = name;

        public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(name);

        public PropertyReader<T> Property { get; } = property;

        /// <summary>
        /// Gets or sets the attribute that followed this one in the previous object. The objects of a list have the
        /// same attributes in the same order, so that comparing one name mostly replaces looking it up. Threads may
        /// overwrite it.
        /// </summary>
        public Attribute? Next { get; set; }
    }
}
