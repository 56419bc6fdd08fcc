namespace CloudifyPS;

/// <summary>The manager received a file and could not use it.</summary>
public sealed class CfyUploadException : CfyException
{
    internal CfyUploadException(string message)
        : base(message)
    {
    }
}
