namespace CloudifyPS.Simulator.Errors;

/// <summary>
/// The body is not JSON. The manager's web framework answers with an HTML page, not with an error code.
/// </summary>
internal sealed class MalformedBodyException : Exception;
