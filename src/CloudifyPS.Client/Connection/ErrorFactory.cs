using System.Collections;
using System.Net;
using CloudifyPS.Client.Json;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Connection;

/// <summary>Makes exceptions of the manager's error answers.</summary>
internal static class ErrorFactory
{
    // What nginx says to whoever speaks plain http to a port with TLS; and what that means.
    private const string PlainHttp = "plain HTTP request was sent to HTTPS port";
    private const string WantsHttps = "The manager wants https at this port.";

    /// <summary>Reads an error answer: the manager's JSON, or whatever stands in front of it.</summary>
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
                // A page of a proxy: the status says what there is to say.
            }
        }

        var message = status == HttpStatusCode.BadRequest && body?.Contains(PlainHttp) == true
            ? WantsHttps
            : (json?["message"] ?? json?["detail"]) as string;

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

    /// <summary>The exception for an error answer.</summary>
    public static CfyApiException Create(ApiError error)
    {
        var reason = string.IsNullOrEmpty(error.Message)
            ? $"{error.Method} {error.Uri.AbsolutePath} was answered with {(int)error.StatusCode} {error.StatusCode}."
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
                new CfyApiException($"{error.Uri.GetLeftPart(UriPartial.Authority)} sends its users elsewhere "
                    + $"({(int)error.StatusCode}), and credentials are not sent along.", error)
                {
                    RecommendedAction = "Connect with the address that it redirects to; most often that is https "
                        + "instead of http.",
                },
            { StatusCode: HttpStatusCode.ProxyAuthenticationRequired } => new CfyApiException(
                $"The proxy on the way to {error.Uri.GetLeftPart(UriPartial.Authority)} wants credentials.", error)
            {
                RecommendedAction = "Give them with -ProxyCredential, or go past the proxy with -NoProxy.",
            },
            { Message: WantsHttps } => new CfyApiException(reason, error)
            {
                RecommendedAction = "Connect with an https:// address, without -NoSsl.",
            },
            _ => new CfyApiException(reason, error),
        };
    }
}
