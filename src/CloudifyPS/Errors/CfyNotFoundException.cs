namespace CloudifyPS;

/// <summary>The manager does not have it: 404.</summary>
public sealed class CfyNotFoundException : CfyApiException
{
    internal CfyNotFoundException(string message, ApiError error)
        : base(message, error)
    {
    }
}
