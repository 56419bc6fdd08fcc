namespace CloudifyPS;

/// <summary>
/// An object that the manager returned. A property is null if the version of the manager does not have it, or if it was
/// not requested.
/// </summary>
public abstract class Resource
{
    /// <summary>
    /// The session that it came through, so that what is piped on goes to where it came from. Not public: it would
    /// show in everything that serialises the object. The pipeline finds it through a hidden member of
    /// CloudifyPS.Types.ps1xml, see <see cref="ResourceMembers"/>.
    /// </summary>
    internal CfySession? Session { get; set; }

    /// <summary>
    /// Attributes that this class does not know, under the manager's names, and known ones whose value had an
    /// unexpected type. Null when there are none. In PowerShell they show as properties of the object.
    /// </summary>
    internal IReadOnlyDictionary<string, object?>? AdditionalProperties { get; set; }
}
