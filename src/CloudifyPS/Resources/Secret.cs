using System.Collections;

namespace CloudifyPS;

/// <summary>
/// A secret: <c>GET /secrets</c>. The value is a SecureString, or absent in lists; -AsPlainText gives text.
/// </summary>
public sealed class Secret : TenantResource
{
    /// <summary>The key, unique within the tenant.</summary>
    public string? Key { get; set; }

    /// <summary>
    /// The value: a SecureString, or what -AsPlainText asked for; null in lists and where it is hidden.
    /// </summary>
    public object? Value { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Gets or sets the time of the last change.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>Whether only its owner may read it. Manager 4.4 and later.</summary>
    public bool? IsHiddenValue { get; set; }

    /// <summary>JSON schema of the value. Manager 7.0 and later.</summary>
    public IDictionary? Schema { get; set; }

    /// <summary>The provider that keeps it. Manager 7.0 and later.</summary>
    public string? ProviderName { get; set; }

    /// <summary>Options of the provider. Manager 7.0 and later.</summary>
    public object? ProviderOptions { get; set; }
}
