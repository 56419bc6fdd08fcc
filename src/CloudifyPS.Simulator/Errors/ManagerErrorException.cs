namespace CloudifyPS.Simulator.Errors;

/// <summary>An error that the manager answers a request with.</summary>
internal sealed class ManagerErrorException(int status, string errorCode, string message) : Exception(message)
{
    /// <summary>The HTTP status.</summary>
    public int Status { get; } = status;

    /// <summary>The manager's error_code.</summary>
    public string ErrorCode { get; } = errorCode;
}
