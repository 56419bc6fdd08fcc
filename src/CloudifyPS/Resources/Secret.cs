using System.Collections;

namespace CloudifyPS;

/// <summary>A secret: <c>GET /secrets</c>. Lists do not contain the value.</summary>
public sealed class Secret : TenantResource
{
    /// <summary>Gets or sets the key, unique within the tenant.</summary>
    public string? Key { get; set; }

    /// <summary>
    /// Gets or sets the value: a SecureString, or plain text or a structure with -AsPlainText; null in lists and for
    /// hidden values of other users.
    /// </summary>
    public object? Value { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Gets or sets the time of the last change.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>Gets or sets whether only the owner can read the value. Manager 4.4 and later.</summary>
    public bool? IsHiddenValue { get; set; }

    /// <summary>Gets or sets the JSON schema of the value. Manager 7.0 and later.</summary>
    public IDictionary? Schema { get; set; }

    /// <summary>Gets or sets the name of the provider that stores the value. Manager 7.0 and later.</summary>
    public string? ProviderName { get; set; }

    /// <summary>Gets or sets the options of the provider. Manager 7.0 and later.</summary>
    public object? ProviderOptions { get; set; }
}
