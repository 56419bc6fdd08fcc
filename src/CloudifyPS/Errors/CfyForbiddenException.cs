namespace CloudifyPS;

/// <summary>The user has no permission for it: 403.</summary>
public sealed class CfyForbiddenException : CfyApiException
{
    internal CfyForbiddenException(string message, ApiError error)
        : base(message, error)
    {
    }
}
