namespace CloudifyPS;

/// <summary>
/// The exception that is thrown when the manager's version does not support an operation or a parameter.
/// </summary>
public sealed class CfyUnsupportedException : CfyException
{
    internal CfyUnsupportedException(string message)
        : base(message)
    {
    }
}
