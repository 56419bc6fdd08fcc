namespace CloudifyPS;

/// <summary>-TimeoutSec ran out while waiting. What was waited for goes on.</summary>
public sealed class CfyTimeoutException : CfyException
{
    internal CfyTimeoutException(string message)
        : base(message)
    {
    }
}
