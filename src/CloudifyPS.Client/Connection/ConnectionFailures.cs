using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using CloudifyPS.Client.Redaction;

namespace CloudifyPS.Client.Connection;

/// <summary>Describes in the user's terms why there was no response.</summary>
internal static class ConnectionFailures
{
    /// <summary>Creates the exception for a request that received no response.</summary>
    /// <param name="exception">The exception of the HTTP client.</param>
    /// <param name="uri">The address of the request.</param>
    /// <param name="proxy">The proxy of the session; null for none.</param>
    /// <param name="certificate">The reason why the manager's certificate was rejected; null if it was not.</param>
    /// <param name="redactor">Removes the secrets of the request, which the exception can quote.</param>
    public static CfyConnectionException Describe(
        Exception exception, Uri uri, Uri? proxy, string? certificate, Redactor redactor)
    {
        var reason = redactor.Text(Innermost(exception).Message);
        var manager = uri.GetLeftPart(UriPartial.Authority);
        (var failure, var message, var action) = Find(exception, uri, certificate) switch
        {
            ConnectionFailure.Certificate => (ConnectionFailure.Certificate,
                $"The certificate of {manager} is not accepted: {certificate}.",
                "Trust its issuer with -CaCertificatePath, or skip the check for this session with "
                    + "-SkipCertificateCheck."),
            ConnectionFailure.Tls => (ConnectionFailure.Tls,
                $"The TLS handshake with {manager} failed: {reason}",
                "If the manager uses plain http, connect with an http:// address or -NoSsl. If it requires a client "
                    + "certificate, connect with -Certificate."),
            ConnectionFailure.Refused => (ConnectionFailure.Refused,
                $"Nothing listens at {proxy?.GetLeftPart(UriPartial.Authority) ?? manager}.",
                proxy is not null
                    ? "Check the address of the proxy (-Proxy), or bypass it with -NoProxy."
                    : "Check the host and the port (-Port), and that the manager is up."),
            ConnectionFailure.NameResolution => (ConnectionFailure.NameResolution,
                $"The name '{(proxy ?? uri).Host}' has no address.",
                proxy is not null
                    ? "Check the address of the proxy (-Proxy)."
                    : "Check the name of the manager and this machine's DNS."),
            ConnectionFailure.Timeout => (ConnectionFailure.Timeout,
                $"{manager} did not respond in time.",
                "Try again, or connect with a larger -TimeoutSec."),
            ConnectionFailure.Reset => (ConnectionFailure.Reset,
                $"The connection to {manager} was interrupted: {reason}",
                uri.Scheme == Uri.UriSchemeHttp
                    ? "Try again. If the manager is restarting, wait until it responds. If it requires TLS, connect "
                        + "with https."
                    : "Try again. If the manager is restarting, wait until it responds. If it requires a client "
                        + "certificate, connect with -Certificate."),
            ConnectionFailure.Proxy => (ConnectionFailure.Proxy,
                $"The proxy refused the connection to {manager}: {reason}",
                "Specify its credentials with -ProxyCredential, or bypass it with -NoProxy."),
            ConnectionFailure.InvalidResponse => (ConnectionFailure.InvalidResponse,
                $"The response from {manager} is not that of a Cloudify Manager: {reason}",
                uri.Scheme == Uri.UriSchemeHttp
                    ? "Check the address and the port. If the manager uses TLS on this port, connect with https."
                    : "Check the address and the port."),
            ConnectionFailure other => (other, $"The request to {manager} failed: {reason}", null),
        };
        return new CfyConnectionException(message, failure, redactor.Link(uri), redactor.Cause(exception))
        {
            RecommendedAction = action,
            IsUnsent = failure is ConnectionFailure.Refused or ConnectionFailure.NameResolution
                || IsConnecting(exception),
        };
    }

    // Returns whether the request failed before a connection was established.
    private static bool IsConnecting(Exception exception) => exception switch
    {
#if NET
        HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError,
        } => true,

        // SocketsHttpHandler throws this exception when its ConnectTimeout expires.
        OperationCanceledException { InnerException: TimeoutException } => true,
#else
        HttpRequestException { InnerException: WebException { Status: WebExceptionStatus.ConnectFailure } } => true,
#endif
        _ => false,
    };

    private static ConnectionFailure Find(Exception exception, Uri uri, string? certificate)
    {
        if (certificate is not null)
        {
            return ConnectionFailure.Certificate;
        }

        for (var current = exception; current is not null; current = current.InnerException)
        {
            switch (current)
            {
                case AuthenticationException:
                    return ConnectionFailure.Tls;
                case SocketException socket:
                    return socket.SocketErrorCode switch
                    {
                        SocketError.ConnectionRefused => ConnectionFailure.Refused,
                        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain
                            => ConnectionFailure.NameResolution,
                        SocketError.TimedOut => ConnectionFailure.Timeout,
                        _ => ConnectionFailure.Reset,
                    };

                // .NET Framework reports connection failures through WebException.
                case WebException web:
                    switch (web.Status)
                    {
                        case WebExceptionStatus.NameResolutionFailure:
                            return ConnectionFailure.NameResolution;
                        case WebExceptionStatus.TrustFailure:
                            return ConnectionFailure.Certificate;
                        case WebExceptionStatus.SecureChannelFailure:
                            return ConnectionFailure.Tls;
                        case WebExceptionStatus.Timeout:
                            return ConnectionFailure.Timeout;
                        case WebExceptionStatus.ProxyNameResolutionFailure:
                            return ConnectionFailure.Proxy;
                    }

                    break;
                case TimeoutException:
                    return ConnectionFailure.Timeout;
#if NET
                case HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError }:
                    return ConnectionFailure.Proxy;
                case HttpRequestException
                {
                    HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded
                }:
                case HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse }:
                    return ConnectionFailure.InvalidResponse;
#endif
            }
        }

        // SocketsHttpHandler reports a timeout while connecting as a cancellation.
        return exception switch
        {
            OperationCanceledException => ConnectionFailure.Timeout,
            IOException or HttpRequestException => ConnectionFailure.Reset,
            _ => ConnectionFailure.Other,
        };
    }

    private static Exception Innermost(Exception exception) =>
        exception.InnerException is { } inner ? Innermost(inner) : exception;
}
