using System.Collections;
using System.Management.Automation;

namespace CloudifyPS.Commands.Base;

/// <summary>
/// On a parameter that names resources, and takes them from the pipeline: texts stay as they are, and of an object
/// that property is taken which names the wanted kind, be it this module's (a Deployment names its blueprint in
/// BlueprintId) or a row of Import-Csv. PowerShell alone would make a text of the whole object, or take its Id,
/// whatever it is the id of.
/// </summary>
/// <param name="property">The property that names the wanted kind.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ResourceKeyAttribute(string property) : ArgumentTransformationAttribute
{
    /// <summary>The property that names the wanted kind.</summary>
    public string Property { get; } = property;

    /// <summary>
    /// Properties that other parameters of the cmdlet take: an object that has one of them may come without the key.
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

    private object? KeyOf(object? item)
    {
        if (item is null)
        {
            return null;
        }

        var shown = PSObject.AsPSObject(item);
        if (shown.BaseObject is string or ValueType or Uri)
        {
            return shown.BaseObject.ToString();
        }

        // In a row that somebody made, Id and Name can only mean the thing itself.
        string[] names = shown.BaseObject is Resource ? [Property] : [Property, "Id", "Name"];
        foreach (var name in names)
        {
            if (shown.Properties[name]?.Value is { } key)
            {
                return key.ToString();
            }
        }

        return Links.Any(link => shown.Properties[link] is not null)
            ? null
            : throw new ArgumentTransformationMetadataException(
                $"An object of type {shown.TypeNames[0]} has no {Property}.");
    }
}
