namespace CloudifyPS;

/// <summary>The exception that is thrown when an object already exists or was changed meanwhile: status 409.</summary>
public sealed class CfyConflictException : CfyApiException
{
    internal CfyConflictException(string message, ApiError error)
        : base(message, error)
    {
    }
}
