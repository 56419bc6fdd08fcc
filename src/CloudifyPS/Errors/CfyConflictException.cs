namespace CloudifyPS;

/// <summary>It exists already, or somebody else has changed it: 409.</summary>
public sealed class CfyConflictException : CfyApiException
{
    internal CfyConflictException(string message, ApiError error)
        : base(message, error)
    {
    }
}
