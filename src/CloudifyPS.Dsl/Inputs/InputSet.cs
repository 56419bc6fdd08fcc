using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Inputs;

/// <summary>Inputs from several sources, of which a later one overrides an earlier one.</summary>
/// <param name="isDeep">Whether objects are merged key by key, on all levels, instead of being replaced.</param>
internal sealed class InputSet(bool isDeep)
{
    /// <summary>Gets the merged inputs, in the order in which they first appeared.</summary>
    public JObject Values { get; } = [];

    /// <summary>Adds a source. Its properties are moved, with their annotations.</summary>
    public void Add(JObject source) => Merge(Values, source);

    /// <summary>Sets one value. The other values of the objects on its path remain.</summary>
    /// <exception cref="ArgumentException">A value on the path is not an object.</exception>
    public void Add(InputAssignment assignment)
    {
        var path = assignment.Path;
        var target = Values;
        for (var depth = 0; depth < path.Count - 1; depth++)
        {
            if (target[path[depth]] is not { } inner)
            {
                target[path[depth]] = inner = new JObject();
            }

            target = inner as JObject ?? throw new ArgumentException(
                $"'{string.Join(".", path)}' cannot be set: '{string.Join(".", path.Take(depth + 1))}' is not an "
                + "object.");
        }

        Replace(target, new JProperty(path[path.Count - 1], assignment.Value));
    }

    private void Merge(JObject target, JObject source)
    {
        foreach (var property in source.Properties().ToArray())
        {
            property.Remove();
            if (isDeep && target[property.Name] is JObject existing && property.Value is JObject added)
            {
                Merge(existing, added);
            }
            else
            {
                Replace(target, property);
            }
        }
    }

    private static void Replace(JObject target, JProperty property)
    {
        if (target.Property(property.Name) is { } existing)
        {
            existing.Replace(property);
        }
        else
        {
            target.Add(property);
        }
    }
}
