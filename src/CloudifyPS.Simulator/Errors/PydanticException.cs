namespace CloudifyPS.Simulator.Errors;

/// <summary>
/// An argument that the manager's validation library rejects: status 400, in a body without a server_traceback.
/// </summary>
internal sealed class PydanticException(string message) : Exception(message);
