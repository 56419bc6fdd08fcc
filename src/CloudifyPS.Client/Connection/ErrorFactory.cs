using System.Collections;
using System.Net;
using CloudifyPS.Client.Json;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Connection;

/// <summary>Creates exceptions from error responses.</summary>
internal static class ErrorFactory
{
    // The response of nginx to plain http on a port with TLS.
    private const string PlainHttp = "plain HTTP request was sent to HTTPS port";
    private const string WantsHttps = "The manager requires https at this port.";

    // The response of nginx to a client without a certificate.
    private const string NoCertificate = "No required SSL certificate was sent";
    private const string WantsCertificate = "The manager requires a client certificate.";

    /// <summary>Reads an error response: JSON of the manager, or a page of a proxy.</summary>
    public static ApiError Read(HttpStatusCode status, string? body, RequestAttempt attempt)
    {
        IDictionary? json = null;
        if (!string.IsNullOrWhiteSpace(body))
        {
            try
            {
                json = JsonValue.Parse(body!) as IDictionary;
            }
            catch (JsonException)
            {
                // The body is a page of a proxy. The status alone is reported.
            }
        }

        var message = status switch
        {
            HttpStatusCode.BadRequest when body?.Contains(PlainHttp) == true => WantsHttps,
            HttpStatusCode.BadRequest when body?.Contains(NoCertificate) == true => WantsCertificate,
            _ => (json?["message"] ?? json?["detail"]) as string,
        };

        return new ApiError(
            status,
            Clean(json?["error_code"] as string),
            Clean(message),
            Clean(json?["server_traceback"] as string),
            attempt.Method,
            attempt.Uri);

        // The secrets are removed after parsing: a secret can look like a part of the JSON text.
        string? Clean(string? text) => text is null ? null : attempt.Redactor.Text(text);
    }

    /// <summary>Creates the exception for an error response.</summary>
    public static CfyApiException Create(ApiError error)
    {
        var reason = string.IsNullOrEmpty(error.Message)
            ? $"{error.Method} {error.Uri.AbsolutePath} failed with status {(int)error.StatusCode} {error.StatusCode}."
            : error.Message!;
        return error switch
        {
            { ErrorCode: "missing_premium_package_error" } => new CfyPremiumRequiredException(
                $"{error.Method} {error.Uri.AbsolutePath} requires the premium edition of Cloudify Manager.", error),
            { StatusCode: HttpStatusCode.Unauthorized } => new CfyUnauthorizedException(reason, error)
            {
                RecommendedAction = "Connect again with Connect-CfyManager: the credentials are wrong, "
                    + "or the token has expired or been revoked.",
            },
            { StatusCode: HttpStatusCode.Forbidden } => new CfyForbiddenException(reason, error)
            {
                RecommendedAction = "Ask an administrator for a role that allows it in this tenant, or use -Tenant.",
            },
            { StatusCode: HttpStatusCode.NotFound } => new CfyNotFoundException(reason, error),
            { StatusCode: HttpStatusCode.Conflict } => new CfyConflictException(reason, error),
            { StatusCode: >= (HttpStatusCode)300 and < (HttpStatusCode)400 and not HttpStatusCode.NotModified } =>
                new CfyApiException(
                    $"{error.Uri.GetLeftPart(UriPartial.Authority)} redirects to "
                    + $"{error.Location?.AbsoluteUri ?? "an unknown address"} ({(int)error.StatusCode}). "
                    + "Redirections are not followed, because credentials are sent to the manager only.",
                    error)
                {
                    RecommendedAction =
                        "Connect with the address of the manager that it redirects to. Most often that is "
                        + "https instead of http.",
                },
            { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } => new CfyApiException(
                $"The proxy requires credentials for {error.Uri.GetLeftPart(UriPartial.Authority)}.", error)
            {
                RecommendedAction = "Give them with -ProxyCredential, or go past the proxy with -NoProxy.",
            },
            { Message: WantsHttps } => new CfyApiException(reason, error)
            {
                RecommendedAction = "Connect with an https:// address, without -NoSsl.",
            },
            { Message: WantsCertificate } => new CfyApiException(reason, error)
            {
                RecommendedAction = "Connect with -Certificate.",
            },
            _ => new CfyApiException(reason, error),
        };
    }
}
