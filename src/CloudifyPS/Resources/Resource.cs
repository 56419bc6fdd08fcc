using System.Management.Automation;

namespace CloudifyPS;

/// <summary>
/// What a manager sends. Every property may be null: it may be unknown to that manager's version, or not have been
/// asked for.
/// </summary>
public abstract class Resource
{
    /// <summary>The session that it came through, so that what is piped on goes to where it came from.</summary>
    [Hidden]
    public CfySession? Session { get; set; }

    /// <summary>
    /// Attributes that this class does not know, under the manager's names, and known ones whose value had an
    /// unexpected type. Null when there are none. In PowerShell they also show as properties of the object.
    /// </summary>
    [Hidden]
    public IReadOnlyDictionary<string, object?>? AdditionalProperties { get; set; }
}
