namespace CloudifyPS.Simulator.Errors;

/// <summary>
/// An error that ends a request and is returned to the client with the manager's status and error code.
/// </summary>
internal sealed class ManagerErrorException(int status, string errorCode, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string ErrorCode { get; } = errorCode;
}
