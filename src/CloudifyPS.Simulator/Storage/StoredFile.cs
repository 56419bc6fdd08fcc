namespace CloudifyPS.Simulator.Storage;

/// <summary>An uploaded file and its name in downloads.</summary>
internal sealed record StoredFile(string Name, byte[] Content);
