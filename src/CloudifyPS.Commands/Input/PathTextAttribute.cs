using System.Collections;
using System.Management.Automation;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// Converts file and folder objects to their full paths, because Windows PowerShell converts them to their names.
/// Custom objects, such as rows of a CSV file, are not paths. PowerShell binds their properties instead.
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

        // PowerShell binds the properties of an object only after a failed cast.
        PSCustomObject => throw new ArgumentTransformationMetadataException(
            "The object has no property with a path.", new PSInvalidCastException()),
        _ => item,
    };
}
