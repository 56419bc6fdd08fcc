namespace CloudifyPS.Client.Requests;

/// <summary>The options of a blueprint upload.</summary>
internal sealed class BlueprintUpload
{
    /// <summary>
    /// The blueprint file in the archive; null for the file that the source names, or <c>blueprint.yaml</c>.
    /// </summary>
    public string? ApplicationFileName { get; init; }

    /// <summary>private, tenant or global; null for the manager's default. Manager 4.3 and later.</summary>
    public string? Visibility { get; init; }

    /// <summary>Labels, key and value. Manager 6.0 and later.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Labels { get; init; }

    /// <summary>
    /// Whether the upload returns before the manager has parsed the blueprint. Manager 5.2 and later.
    /// </summary>
    public bool NoWait { get; init; }

    /// <summary>The time limit of the wait; null for none.</summary>
    public TimeSpan? WaitLimit { get; init; }
}
