namespace CloudifyPS;

/// <summary>
/// The exception that is thrown when a request requires a premium edition: error code
/// <c>missing_premium_package_error</c>.
/// </summary>
public sealed class CfyPremiumRequiredException : CfyApiException
{
    internal CfyPremiumRequiredException(string message, ApiError error)
        : base(message, error)
    {
    }
}
