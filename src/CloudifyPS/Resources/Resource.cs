namespace CloudifyPS;

/// <summary>
/// An object that the manager returned. A property is null if the version of the manager does not have it, or if it was
/// not requested.
/// </summary>
public abstract class Resource
{
    /// <summary>
    /// Gets or sets the session from which the resource was returned, and in which cmdlets process it. The property is
    /// not public, because serializers would include it. The pipeline binds a hidden member of CloudifyPS.Types.ps1xml
    /// instead, see <see cref="ResourceMembers"/>.
    /// </summary>
    internal CfySession? Session { get; set; }

    /// <summary>
    /// Gets or sets the attributes that the class does not define, under the manager's names, and defined ones whose
    /// value has an unexpected type. Null if there are none. In PowerShell, they are properties of the object.
    /// </summary>
    internal IReadOnlyDictionary<string, object?>? AdditionalProperties { get; set; }
}
