using System.Collections;

namespace CloudifyPS.Client.Requests;

/// <summary>What a new deployment is made of.</summary>
internal sealed class DeploymentCreation
{
    /// <summary>The blueprint.</summary>
    public required string BlueprintId { get; init; }

    /// <summary>The inputs, as plain values, dictionaries and lists.</summary>
    public IDictionary? Inputs { get; init; }

    /// <summary>Does not look whether the blueprint's plugins are there.</summary>
    public bool SkipPluginsValidation { get; init; }

    /// <summary>private, tenant or global; null for the manager's default. Managers from 4.3 on.</summary>
    public string? Visibility { get; init; }

    /// <summary>The site to assign it to. Managers from 5.0 on.</summary>
    public string? SiteName { get; init; }

    /// <summary>Labels, key and value. Managers from 5.2 on.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Labels { get; init; }

    /// <summary>The name to show. Managers from 6.0 on.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Returns before its environment exists. Older managers never wait.</summary>
    public bool NoWait { get; init; }

    /// <summary>The time limit of waiting; null for none.</summary>
    public TimeSpan? WaitLimit { get; init; }
}
