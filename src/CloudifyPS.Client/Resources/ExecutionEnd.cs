namespace CloudifyPS.Client.Resources;

/// <summary>The end of an execution that was waited for.</summary>
/// <param name="Id">The id of the execution.</param>
/// <param name="Execution">The execution; null when it does not exist.</param>
/// <param name="Failure">Why it did not reach what was waited for; null when it did.</param>
internal sealed record ExecutionEnd(string Id, Execution? Execution, CfyException? Failure);
