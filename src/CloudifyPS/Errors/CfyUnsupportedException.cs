namespace CloudifyPS;

/// <summary>This manager's version does not have what was asked for.</summary>
public sealed class CfyUnsupportedException : CfyException
{
    internal CfyUnsupportedException(string message)
        : base(message)
    {
    }
}
