namespace CloudifyPS;

/// <summary>The exception that is thrown when an awaited execution failed or was cancelled.</summary>
public sealed class CfyExecutionException : CfyException
{
    internal CfyExecutionException(string message, Execution execution)
        : base(message) => Execution = execution;

    /// <summary>Gets the execution in its final state.</summary>
    public Execution Execution { get; }
}
