namespace CloudifyPS;

/// <summary>An access token: <c>/tokens</c>.</summary>
public sealed class Token : Resource
{
    /// <summary>Identifier. Managers from 6.4 on.</summary>
    public string? Id { get; set; }

    /// <summary>The token: a SecureString, or what -AsPlainText asked for; null in lists.</summary>
    public object? Value { get; set; }

    /// <summary>Whose it is (<c>username</c>). Managers from 4.6 on.</summary>
    public string? UserName { get; set; }

    /// <summary>The role of that user.</summary>
    public string? Role { get; set; }

    /// <summary>What it is for. Managers from 6.4 on.</summary>
    public string? Description { get; set; }

    /// <summary>When it ends. Managers from 6.4 on.</summary>
    public DateTimeOffset? ExpirationDate { get; set; }

    /// <summary>When it was last used. Managers from 6.4 on.</summary>
    public DateTimeOffset? LastUsed { get; set; }

    /// <summary>The same as <see cref="Id"/>, under the name by which other cmdlets take it from the pipeline.</summary>
    public string? TokenId => Id;
}
