namespace CloudifyPS;

/// <summary>A label of a blueprint or a deployment.</summary>
public sealed class Label : Resource
{
    /// <summary>The key, in lower case.</summary>
    public string? Key { get; set; }

    /// <summary>The value.</summary>
    public string? Value { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Who set it.</summary>
    public string? CreatedBy { get; set; }

    /// <summary>The number of the user who set it.</summary>
    public int? CreatorId { get; set; }

    /// <summary>key=value</summary>
    public override string ToString() => $"{Key}={Value}";
}
