using System.Collections;
using System.Management.Automation;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// On a path parameter: takes the full path of file and folder objects, whose text is only their name in Windows
/// PowerShell. A row is not a path: its properties are bound by name.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PathTextAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value is IList list ? list.Cast<object?>().Select(PathOf).ToArray() : PathOf(value);
    }

    private static object? PathOf(object? item) => (item is PSObject wrapped ? wrapped.BaseObject : item) switch
    {
        FileSystemInfo file => file.FullName,

        // PowerShell tries the properties of an object only after a failed cast.
        PSCustomObject => throw new ArgumentTransformationMetadataException(
            "The object has no property with a path.", new PSInvalidCastException()),
        _ => item,
    };
}
