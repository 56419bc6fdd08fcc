using System.Collections;

namespace CloudifyPS.Client.Requests;

/// <summary>The properties of a new deployment.</summary>
internal sealed class DeploymentCreation
{
    public required string BlueprintId { get; init; }

    /// <summary>The inputs, as plain values, dictionaries and lists.</summary>
    public IDictionary? Inputs { get; init; }

    /// <summary>Whether the manager skips the check that the blueprint's plugins are installed.</summary>
    public bool SkipPluginsValidation { get; init; }

    /// <summary>private, tenant or global; null for the manager's default. Manager 4.3 and later.</summary>
    public string? Visibility { get; init; }

    /// <summary>The site to which the deployment is assigned. Manager 5.0 and later.</summary>
    public string? SiteName { get; init; }

    /// <summary>Labels, key and value. Manager 5.2 and later.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Labels { get; init; }

    /// <summary>The display name. Manager 6.0 and later.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Whether the client returns before the environment of the deployment exists.</summary>
    public bool NoWait { get; init; }

    /// <summary>The time limit of the wait; null for none.</summary>
    public TimeSpan? WaitLimit { get; init; }
}
