namespace CloudifyPS;

/// <summary>Why no answer came from a manager.</summary>
public enum ConnectionFailure
{
    /// <summary>Something else; the inner exception says what.</summary>
    Other,

    /// <summary>Nothing listens there.</summary>
    Refused,

    /// <summary>The name has no address.</summary>
    NameResolution,

    /// <summary>The connection broke off.</summary>
    Reset,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>TLS could not be agreed on; for instance, the port speaks plain http.</summary>
    Tls,

    /// <summary>The manager's certificate was not accepted.</summary>
    Certificate,

    /// <summary>The proxy refused or wants credentials.</summary>
    Proxy,

    /// <summary>What came was not what a manager sends: truncated, or not JSON.</summary>
    InvalidResponse,
}
