namespace CloudifyPS;

/// <summary>An access token: <c>/tokens</c>.</summary>
public sealed class Token : Resource
{
    /// <summary>Identifier. Manager 6.4 and later.</summary>
    public string? Id { get; set; }

    /// <summary>The token: a SecureString, or what -AsPlainText asked for; null in lists.</summary>
    public object? Value { get; set; }

    /// <summary>Whose it is (<c>username</c>). Manager 4.6 and later.</summary>
    public string? UserName { get; set; }

    /// <summary>The role of that user.</summary>
    public string? Role { get; set; }

    /// <summary>What it is for. Manager 6.4 and later.</summary>
    public string? Description { get; set; }

    /// <summary>When it ends. Manager 6.4 and later.</summary>
    public DateTimeOffset? ExpirationDate { get; set; }

    /// <summary>When it was last used. Manager 6.4 and later.</summary>
    public DateTimeOffset? LastUsed { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? TokenId => Id;
}
