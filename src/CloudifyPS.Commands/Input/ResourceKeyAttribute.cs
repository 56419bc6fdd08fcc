using System.Collections;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// On a parameter that names resources of one kind and takes them from the pipeline. PowerShell alone would convert any
/// object to text, or take its Id, whatever it is the id of. This attribute takes text, resources of this module that
/// name the wanted kind in a property (a Deployment names its blueprint in BlueprintId), and custom objects that do,
/// such as rows of Import-Csv. It refuses everything else.
/// </summary>
/// <param name="kind">The wanted kind.</param>
/// <param name="property">The property that names it.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ResourceKeyAttribute(Type kind, string property) : ArgumentTransformationAttribute
{
    private static readonly string ModuleNamespace = typeof(Resource).Namespace + ".";

    /// <summary>Gets the wanted kind.</summary>
    public Type Kind { get; } = kind;

    /// <summary>Gets the property that names the wanted kind.</summary>
    public string Property { get; } = property;

    /// <summary>
    /// Gets or sets whether an object of another kind is refused although it names the wanted one: a cmdlet that
    /// removes deployments must not remove that of an execution.
    /// </summary>
    public bool IsOwnKindOnly { get; set; }

    /// <summary>Gets or sets properties of other parameters: an object with one of them needs no key.</summary>
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

        // Objects of Select-Object and of jobs are custom objects, which have the name of their type with a prefix.
        var type = Regex.Replace(
            shown.TypeNames.FirstOrDefault() ?? string.Empty, @"^(Selected|Deserialized)\.", string.Empty);
        var isResource = type.StartsWith(ModuleNamespace, StringComparison.Ordinal);
        var isOwn = type == Kind.FullName;
        if ((!isResource && shown.BaseObject is not (PSCustomObject or IDictionary))
            || (IsOwnKindOnly && isResource && !isOwn))
        {
            throw Refused(shown, type);
        }

        // In a row that somebody made, Id and Name can only mean the object itself.
        string[] candidates = isResource && !isOwn ? [Property] : [Property, "Id", "Name"];
        foreach (var name in candidates.Where(IsPropertyOfKind))
        {
            if (ValueOf(shown, name) is { } value)
            {
                return TextOf(value) ?? throw Refused(shown, type);
            }
        }

        // An object of the wanted kind without a key, such as a scheduled execution, must not mean all of its deployment.
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

    // The binder tries the other parameters after a failed conversion, and after no other exception.
    private static ArgumentTransformationMetadataException NotMine(string message) =>
        new(message, new PSInvalidCastException(message));
}
