namespace CloudifyPS;

/// <summary>
/// The exception that is thrown when a wait exceeds -TimeoutSec. The operation on the manager continues.
/// </summary>
public sealed class CfyTimeoutException : CfyException
{
    internal CfyTimeoutException(string message)
        : base(message)
    {
    }
}
