namespace CloudifyPS;

/// <summary>The exception that is thrown when the manager received a file but could not process it.</summary>
public sealed class CfyUploadException : CfyException
{
    internal CfyUploadException(string message)
        : base(message)
    {
    }
}
