namespace CloudifyPS;

/// <summary>The manager does not accept the credentials: 401.</summary>
public sealed class CfyUnauthorizedException : CfyApiException
{
    internal CfyUnauthorizedException(string message, ApiError error)
        : base(message, error)
    {
    }
}
