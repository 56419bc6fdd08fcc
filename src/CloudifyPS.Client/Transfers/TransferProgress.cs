namespace CloudifyPS.Client.Transfers;

/// <summary>How far an upload or a download is.</summary>
/// <param name="Transferred">Bytes so far.</param>
/// <param name="Total">All bytes; null when nobody knows.</param>
internal readonly record struct TransferProgress(long Transferred, long? Total);
