namespace CloudifyPS.Simulator.Errors;

/// <summary>
/// The request exceeds a limit. The manager's web framework answers with an HTML page, not with an error code.
/// </summary>
internal sealed class RequestTooLargeException : Exception;
