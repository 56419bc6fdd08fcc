using System.Collections;

namespace CloudifyPS;

/// <summary>An input that a blueprint declares (<c>plan.inputs</c>).</summary>
public sealed class BlueprintInput : TenantResource
{
    /// <summary>The blueprint.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>The name.</summary>
    public string? Name { get; set; }

    /// <summary>The type; null where any will do.</summary>
    public string? Type { get; set; }

    /// <summary>What it is for.</summary>
    public string? Description { get; set; }

    /// <summary>The value when none is given; null when there is none.</summary>
    public object? Default { get; set; }

    /// <summary>Whether a value must be given.</summary>
    public bool Required { get; set; }

    /// <summary>The name to show. Manager 6.0 and later.</summary>
    public string? DisplayLabel { get; set; }

    /// <summary>What values must fulfil.</summary>
    public IDictionary[]? Constraints { get; set; }
}
