namespace CloudifyPS.Client.Transfers;

/// <summary>
/// Carries a local disk error through the HTTP client, which would otherwise report it as a network error.
/// </summary>
internal sealed class LocalFileException(Exception innerException) : Exception(innerException.Message, innerException);
