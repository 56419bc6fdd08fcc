using System.Collections;
using System.Security;

namespace CloudifyPS.Client.Requests;

/// <summary>A secret to store. What is null is not sent.</summary>
internal sealed class SecretDefinition
{
    /// <summary>The value. Secret.</summary>
    public SecureString? Value { get; init; }

    /// <summary>A value that is no text, for secrets with a schema. Secret. Managers from 7.0 on.</summary>
    public object? StructuredValue { get; init; }

    /// <summary>Whether only its owner may read it. Managers from 4.4 on.</summary>
    public bool? IsHiddenValue { get; init; }

    /// <summary>private, tenant or global. Managers from 4.3 on.</summary>
    public string? Visibility { get; init; }

    /// <summary>JSON schema of the value. Managers from 7.0 on.</summary>
    public IDictionary? Schema { get; init; }
}
