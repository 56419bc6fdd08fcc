using System.Collections;
using System.Management.Automation;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// On a path parameter: takes the full path of file and folder objects, whose text is only their name in Windows
/// PowerShell.
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

    private static object? PathOf(object? item) =>
        (item is PSObject wrapped ? wrapped.BaseObject : item) is FileSystemInfo file ? file.FullName : item;
}
