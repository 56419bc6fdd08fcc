namespace CloudifyPS;

/// <summary>This manager is a community edition: 404 <c>missing_premium_package_error</c>.</summary>
public sealed class CfyPremiumRequiredException : CfyApiException
{
    internal CfyPremiumRequiredException(string message, ApiError error)
        : base(message, error)
    {
    }
}
