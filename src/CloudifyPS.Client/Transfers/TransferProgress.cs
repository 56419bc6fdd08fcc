namespace CloudifyPS.Client.Transfers;

/// <summary>How far an upload or a download is.</summary>
/// <param name="Transferred">The number of bytes transferred so far.</param>
/// <param name="Total">The total number of bytes; null when it is not known.</param>
internal readonly record struct TransferProgress(long Transferred, long? Total);
