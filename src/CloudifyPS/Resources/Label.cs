namespace CloudifyPS;

/// <summary>
/// A label of a blueprint or a deployment: <c>labels</c> of <c>GET /blueprints</c> and <c>GET /deployments</c>.
/// </summary>
public sealed class Label : Resource
{
    /// <summary>Gets or sets the key, in lower case.</summary>
    public string? Key { get; set; }

    /// <summary>Gets or sets the value.</summary>
    public string? Value { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Gets or sets the name of the user who set the label.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>Gets or sets the number of the user who set the label.</summary>
    public int? CreatorId { get; set; }

    /// <summary>Returns the label as <c>key=value</c>.</summary>
    public override string ToString() => $"{Key}={Value}";
}
