using System.Collections;

namespace CloudifyPS;

/// <summary>An input that a blueprint declares: <c>plan.inputs</c> of <c>GET /blueprints/{id}</c>.</summary>
public sealed class BlueprintInput : TenantResource
{
    /// <summary>Gets or sets the identifier of the blueprint.</summary>
    public string? BlueprintId { get; set; }

    /// <summary>Gets or sets the name of the input.</summary>
    public string? Name { get; set; }

    /// <summary>Gets or sets the data type; null if the blueprint declares none.</summary>
    public string? Type { get; set; }

    /// <summary>Gets or sets the description in the blueprint.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets the default value; null if there is none.</summary>
    public object? Default { get; set; }

    /// <summary>Gets or sets whether a deployment must set the input.</summary>
    public bool Required { get; set; }

    /// <summary>Gets or sets the display name. Manager 6.0 and later.</summary>
    public string? DisplayLabel { get; set; }

    /// <summary>Gets or sets the constraints that a value must meet.</summary>
    public IDictionary[]? Constraints { get; set; }
}
