namespace CloudifyPS;

/// <summary>
/// The base class of the exceptions in this module. <c>catch [CloudifyPS.CfyException]</c> catches all of them.
/// </summary>
public abstract class CfyException : Exception
{
    /// <summary>Initializes the exception.</summary>
    /// <param name="message">The message, which names the object.</param>
    /// <param name="innerException">The cause of the exception; null for none.</param>
    protected CfyException(string message, Exception? innerException = null)
        : base(DisplayText.Clean(message), innerException)
    {
    }

    /// <summary>Gets what the user can do about the error; null if there is no recommendation.</summary>
    public string? RecommendedAction { get; internal set; }

    /// <summary>Gets whether the request was sent more than once.</summary>
    internal bool IsRepeated { get; set; }

    /// <summary>Gets whether the manager may have processed the request although it failed.</summary>
    internal virtual bool MayHaveArrived => false;
}
