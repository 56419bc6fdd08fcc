namespace CloudifyPS;

/// <summary>Specifies why a request failed without a valid response.</summary>
public enum ConnectionFailure
{
    /// <summary>Another failure. The inner exception has the details.</summary>
    Other,

    /// <summary>No server accepts connections on the port.</summary>
    Refused,

    /// <summary>The host name could not be resolved.</summary>
    NameResolution,

    /// <summary>The connection was closed before the response was complete.</summary>
    Reset,

    /// <summary>The response did not arrive in time.</summary>
    Timeout,

    /// <summary>The TLS handshake failed, for example because the port uses HTTP.</summary>
    Tls,

    /// <summary>The manager's certificate is not valid or not trusted.</summary>
    Certificate,

    /// <summary>The proxy rejected the request or requires credentials.</summary>
    Proxy,

    /// <summary>The response is incomplete, is not JSON, or does not come from a manager.</summary>
    InvalidResponse,
}
