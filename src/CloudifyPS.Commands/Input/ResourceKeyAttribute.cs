using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// Converts the argument of a parameter that contains the keys of resources of one kind. By default, PowerShell
/// converts any object to text, or uses the Id of an object of another kind. This attribute accepts text, resources of
/// the module that have the key in a property (a Deployment has the ID of its blueprint in BlueprintId), and custom
/// objects with such a property, for example rows of Import-Csv. Other objects cause an error.
/// </summary>
/// <param name="kind">The type of the resources.</param>
/// <param name="property">The property that contains the key.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ResourceKeyAttribute(Type kind, string property) : ArgumentTransformationAttribute
{
    private static readonly string ModuleNamespace = typeof(Resource).Namespace + ".";

    /// <summary>Gets the type of the resources.</summary>
    public Type Kind { get; } = kind;

    /// <summary>Gets the property that contains the key.</summary>
    public string Property { get; } = property;

    /// <summary>
    /// Gets or sets whether resources of other kinds are refused, even if they have the property. For example, a cmdlet
    /// that removes deployments must not remove the deployment of a piped execution.
    /// </summary>
    public bool IsOwnKindOnly { get; set; }

    /// <summary>
    /// Gets or sets the properties that other parameters bind. An object with one of them does not need a key.
    /// </summary>
    public string[] Links { get; set; } = [];

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped && wrapped.BaseObject is not PSCustomObject
            ? wrapped.BaseObject
            : inputData;
        return value is IList list
            ? list.Cast<object?>().Select(KeyOf).ToArray()
            : KeyOf(inputData);
    }

    private string? KeyOf(object? item)
    {
        if (item is null)
        {
            return null;
        }

        var shown = PSObject.AsPSObject(item);
        if (TextOf(shown.BaseObject) is { } text)
        {
            return text;
        }

        // Objects from Select-Object and jobs are custom objects whose type name has a prefix.
        var type = Regex.Replace(
            shown.TypeNames.FirstOrDefault() ?? string.Empty, @"^(Selected|Deserialized)\.", string.Empty);
        var isResource = type.StartsWith(ModuleNamespace, StringComparison.Ordinal);
        var isOwn = type == Kind.FullName;
        if ((!isResource && shown.BaseObject is not (PSCustomObject or IDictionary))
            || (IsOwnKindOnly && isResource && !isOwn))
        {
            throw Refused(shown, type);
        }

        // In a custom object, Id and Name can only be the key of the resource itself.
        string[] candidates = isResource && !isOwn ? [Property] : [Property, "Id", "Name"];
        foreach (var name in candidates.Where(IsPropertyOfKind))
        {
            if (ValueOf(shown, name) is { } value)
            {
                return TextOf(value) ?? throw Refused(shown, type);
            }
        }

        // A resource without a key, such as a scheduled execution, must not select all executions of its deployment.
        throw !isOwn && Links.Any(link => ValueOf(shown, link) is not null and not "")
            ? NotMine($"A {type} has no {Property}.")
            : Refused(shown, type);
    }

    private bool IsPropertyOfKind(string name) => Kind.GetProperty(name) is not null;

    private static string? TextOf(object? value) =>
        value is string or Guid or sbyte or byte or short or ushort or int or uint or long or ulong
            ? QueryText.Of(value)
            : null;

    private static object? ValueOf(PSObject shown, string name)
    {
        var value = shown.BaseObject is IDictionary dictionary
            ? dictionary.Keys.Cast<object>()
                .Where(key => name.Equals(key as string, StringComparison.OrdinalIgnoreCase))
                .Select(key => dictionary[key]).FirstOrDefault()
            : shown.Properties[name]?.Value;
        return value is PSObject wrapped ? wrapped.BaseObject : value;
    }

    private ArgumentTransformationMetadataException Refused(PSObject shown, string type)
    {
        var what = $"An object of type {(type.Length > 0 ? type : shown.BaseObject.GetType().FullName)}";
        var kind = Kind.Name.ToLowerInvariant();
        return new ArgumentTransformationMetadataException(TextOf(ValueOf(shown, Property)) is { } text
            ? $"{what} is no {kind}. To use its {kind}, pass the name: '{text}' (ForEach-Object {Property})."
            : $"{what} names no {kind}. Pass the name, a {Kind.Name} object, or an object with the property "
                + $"{Property}.");
    }

    // PowerShell binds the other parameters only after this exception.
    private static ArgumentTransformationMetadataException NotMine(string message) =>
        new(message, new PSInvalidCastException(message));
}
