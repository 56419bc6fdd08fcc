using System.Collections;
using System.ComponentModel;

namespace CloudifyPS;

/// <summary>What the module's types and views ask for that is no property of a resource.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ResourceMembers
{
    /// <summary>The session that a resource came through, for the next cmdlet in the pipeline.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The session; null when the object was made by hand.</returns>
    public static CfySession? GetSession(Resource resource) => resource.Session;

    /// <summary>Gets the values of outputs, capabilities or inputs by name.</summary>
    public static IDictionary? GetValues(DeploymentValues resource) => resource.Values;

    /// <summary>Values with their names, for a view: a line each.</summary>
    /// <param name="values">Values as the manager sent them; null for none.</param>
    /// <returns>The lines, such as <c>url = https://shop.example.com</c>.</returns>
    public static string Describe(IDictionary? values) =>
        values is null
            ? string.Empty
            : string.Join("\n", values.Keys.Cast<object>().Select(key => $"{key} = {Text(values[key])}"));

    private static string? Text(object? value) => value switch
    {
        IDictionary inner => "{" + string.Join(", ", inner.Keys.Cast<object>().Select(key => $"{key}={Text(inner[key])}")) + "}",
        object?[] items => "[" + string.Join(", ", items.Select(Text)) + "]",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };
}
