namespace CloudifyPS;

/// <summary>The exception that is thrown when the user does not have permission for a request: status 403.</summary>
public sealed class CfyForbiddenException : CfyApiException
{
    internal CfyForbiddenException(string message, ApiError error)
        : base(message, error)
    {
    }
}
