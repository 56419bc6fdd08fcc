namespace CloudifyPS;

/// <summary>The version and edition of the manager: <c>GET /version</c>.</summary>
public sealed class ManagerVersion : Resource
{
    /// <summary>Gets or sets the version, such as 7.0.5.</summary>
    public string? Version { get; set; }

    /// <summary>Gets or sets the edition: community or premium.</summary>
    public string? Edition { get; set; }

    /// <summary>Gets or sets the build; can be null.</summary>
    public string? Build { get; set; }

    /// <summary>Gets or sets the date of the build; can be null.</summary>
    public string? Date { get; set; }

    /// <summary>Gets or sets the commit of the build; can be null.</summary>
    public string? Commit { get; set; }

    /// <summary>Gets or sets the Linux distribution. Manager 5.x and later.</summary>
    public string? Distribution { get; set; }

    /// <summary>Gets or sets the release of the Linux distribution. Manager 5.x and later.</summary>
    public string? DistroRelease { get; set; }
}
