namespace CloudifyPS.Client.Resources;

/// <summary>The result of waiting for one execution.</summary>
/// <param name="Id">The ID of the execution.</param>
/// <param name="Execution">The execution; null if it does not exist.</param>
/// <param name="Failure">
/// The reason for which the execution did not reach the expected status; null if it did.
/// </param>
internal sealed record ExecutionEnd(string Id, Execution? Execution, CfyException? Failure);
