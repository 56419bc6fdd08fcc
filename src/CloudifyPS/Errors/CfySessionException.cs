namespace CloudifyPS;

/// <summary>There is no session to work in.</summary>
public sealed class CfySessionException : CfyException
{
    internal CfySessionException(string message)
        : base(message)
    {
    }
}
