using System.Collections;

namespace CloudifyPS;

/// <summary>
/// A secret: <c>GET /secrets</c>. The value is a SecureString, or absent in lists; -AsPlainText gives text.
/// </summary>
public sealed class Secret : TenantResource
{
    /// <summary>The key, unique within the tenant.</summary>
    public string? Key { get; set; }

    /// <summary>The value: a SecureString, or what -AsPlainText asked for; null in lists and where it is hidden.</summary>
    public object? Value { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>Whether only its owner may read it. Managers from 4.4 on.</summary>
    public bool? IsHiddenValue { get; set; }

    /// <summary>JSON schema of the value. Managers from 7.0 on.</summary>
    public IDictionary? Schema { get; set; }

    /// <summary>The provider that keeps it. Managers from 7.0 on.</summary>
    public string? ProviderName { get; set; }

    /// <summary>Options of the provider. Managers from 7.0 on.</summary>
    public object? ProviderOptions { get; set; }
}
