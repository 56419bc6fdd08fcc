namespace CloudifyPS;

/// <summary>An access token: <c>GET /tokens</c>.</summary>
public sealed class Token : Resource
{
    /// <summary>Gets or sets the identifier. Manager 6.4 and later.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the token: a SecureString, or plain text with -AsPlainText; null in lists.</summary>
    public object? Value { get; set; }

    /// <summary>
    /// Gets or sets the name of the user whom the token authenticates (<c>username</c>). Manager 4.6 and later.
    /// </summary>
    public string? UserName { get; set; }

    /// <summary>Gets or sets the role of the user.</summary>
    public string? Role { get; set; }

    /// <summary>Gets or sets the description. Manager 6.4 and later.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets the time at which the token expires. Manager 6.4 and later.</summary>
    public DateTimeOffset? ExpirationDate { get; set; }

    /// <summary>Gets or sets the time at which the token was last used. Manager 6.4 and later.</summary>
    public DateTimeOffset? LastUsed { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? TokenId => Id;
}
