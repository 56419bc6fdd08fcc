namespace CloudifyPS;

/// <summary>
/// A session with a manager. Connect-CfyManager creates it, and every cmdlet accepts it as -Session. Several runspaces
/// can use it at the same time. Its output contains the address and the user, but no password or token.
/// </summary>
public sealed class CfySession
{
    internal CfySession(Uri manager, string tenant)
    {
        Manager = manager;
        Tenant = tenant;
    }

    /// <summary>Gets the address of the manager, without a path.</summary>
    public Uri Manager { get; internal set; }

    /// <summary>
    /// Gets the name of the connected user; null if the session uses a token and the manager does not report the user.
    /// </summary>
    public string? UserName { get; internal set; }

    /// <summary>Gets the tenant of requests without -Tenant.</summary>
    public string Tenant { get; internal set; }

    /// <summary>Gets the authentication method: Basic or Token.</summary>
    public string? Authentication { get; internal set; }

    /// <summary>Gets the version of the manager, such as 7.0.5; null after Connect-CfyManager -NoProbe.</summary>
    public Version? ManagerVersion { get; internal set; }

    /// <summary>Gets the edition: community or premium; null after Connect-CfyManager -NoProbe.</summary>
    public string? Edition { get; internal set; }

    /// <summary>Gets the version of the REST API in use: v3 or v3.1.</summary>
    public string? ApiVersion { get; internal set; }

    /// <summary>Gets whether the session is open. Disconnect-CfyManager closes it.</summary>
    public bool IsConnected { get; internal set; } = true;

    /// <summary>Gets or sets the connection of the client, which is closed with the session.</summary>
    internal IDisposable? Connection { get; set; }

    /// <summary>Returns the session as <c>user@manager (tenant)</c>.</summary>
    public override string ToString() =>
        (UserName is null ? string.Empty : UserName + "@") + Manager.GetLeftPart(UriPartial.Authority) + $" ({Tenant})";
}
