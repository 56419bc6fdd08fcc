namespace CloudifyPS.Simulator.Errors;

/// <summary>The body is no JSON: the web framework answers, not the manager.</summary>
internal sealed class MalformedBodyException : Exception;
