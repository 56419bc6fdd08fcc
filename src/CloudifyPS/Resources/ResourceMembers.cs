using System.ComponentModel;

namespace CloudifyPS;

/// <summary>What CloudifyPS.Types.ps1xml reads of a resource for members that only the pipeline sees.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ResourceMembers
{
    /// <summary>The session that a resource came through.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The session; null when the object was made by hand.</returns>
    public static CfySession? GetSession(Resource resource) => resource.Session;
}
