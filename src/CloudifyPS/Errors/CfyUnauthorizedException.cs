namespace CloudifyPS;

/// <summary>The exception that is thrown when the manager rejects the credentials: status 401.</summary>
public sealed class CfyUnauthorizedException : CfyApiException
{
    internal CfyUnauthorizedException(string message, ApiError error)
        : base(message, error)
    {
    }
}
