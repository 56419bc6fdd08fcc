namespace CloudifyPS.Simulator.Errors;

/// <summary>An argument that the manager's validation library refuses: 400 without a server_traceback.</summary>
internal sealed class PydanticException(string message) : Exception(message);
