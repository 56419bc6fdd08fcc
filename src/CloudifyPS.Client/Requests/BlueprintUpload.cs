namespace CloudifyPS.Client.Requests;

/// <summary>How a blueprint is uploaded.</summary>
internal sealed class BlueprintUpload
{
    /// <summary>The yaml file to parse; null for the source's own, or blueprint.yaml.</summary>
    public string? ApplicationFileName { get; init; }

    /// <summary>private, tenant or global; null for the manager's default. Managers from 4.3 on.</summary>
    public string? Visibility { get; init; }

    /// <summary>Labels, key and value. Managers from 6.0 on.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Labels { get; init; }

    /// <summary>
    /// Returns as soon as the manager has the archive, before it has parsed it. Managers from 5.2 on.
    /// </summary>
    public bool NoWait { get; init; }

    /// <summary>The time limit of waiting; null for none.</summary>
    public TimeSpan? WaitLimit { get; init; }
}
