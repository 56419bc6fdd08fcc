namespace CloudifyPS.Client.Transfers;

/// <summary>
/// Carries a failure of the local disk through the transport, which would take it for one of the network.
/// </summary>
internal sealed class LocalFileException(Exception innerException) : Exception(innerException.Message, innerException);
