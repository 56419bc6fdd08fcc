namespace CloudifyPS;

/// <summary>What the manager is: <c>GET /version</c>.</summary>
public sealed class ManagerVersion : Resource
{
    /// <summary>The version, such as 7.0.5.</summary>
    public string? Version { get; set; }

    /// <summary>community or premium.</summary>
    public string? Edition { get; set; }

    /// <summary>The build; may be null.</summary>
    public string? Build { get; set; }

    /// <summary>The build's date; may be null.</summary>
    public string? Date { get; set; }

    /// <summary>The commit; may be null.</summary>
    public string? Commit { get; set; }

    /// <summary>The Linux distribution. Managers from 5.x on.</summary>
    public string? Distribution { get; set; }

    /// <summary>Its release. Managers from 5.x on.</summary>
    public string? DistroRelease { get; set; }
}
