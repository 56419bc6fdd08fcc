namespace CloudifyPS;

/// <summary>The root of this module's exceptions: <c>catch [CloudifyPS.CfyException]</c> catches them all.</summary>
public abstract class CfyException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="message">What went wrong, naming the thing.</param>
    /// <param name="innerException">What caused it.</param>
    protected CfyException(string message, Exception? innerException = null)
        : base(DisplayText.Clean(message), innerException)
    {
    }

    /// <summary>What the user can do next; null when there is nothing to say.</summary>
    public string? RecommendedAction { get; internal set; }

    /// <summary>Gets whether the request was sent more than once.</summary>
    internal bool IsRepeated { get; set; }
}
