using System.Collections;
using System.Security;

namespace CloudifyPS.Client.Requests;

/// <summary>A secret to store. Properties that are null are not sent.</summary>
internal sealed class SecretDefinition
{
    public SecureString? Value { get; init; }

    /// <summary>A value other than a string, for secrets with a schema. Manager 7.0 and later.</summary>
    public object? StructuredValue { get; init; }

    /// <summary>Whether only the owner of the secret can read its value. Manager 4.4 and later.</summary>
    public bool? IsHiddenValue { get; init; }

    /// <summary>private, tenant or global. Manager 4.3 and later.</summary>
    public string? Visibility { get; init; }

    /// <summary>The JSON schema of the value. Manager 7.0 and later.</summary>
    public IDictionary? Schema { get; init; }
}
