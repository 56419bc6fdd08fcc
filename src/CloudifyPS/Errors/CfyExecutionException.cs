namespace CloudifyPS;

/// <summary>An execution that was waited for failed or was cancelled.</summary>
public sealed class CfyExecutionException : CfyException
{
    internal CfyExecutionException(string message, Execution execution)
        : base(message) => Execution = execution;

    /// <summary>The execution as it ended.</summary>
    public Execution Execution { get; }
}
