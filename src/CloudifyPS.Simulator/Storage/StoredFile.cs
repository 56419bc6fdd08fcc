namespace CloudifyPS.Simulator.Storage;

/// <summary>An uploaded file and the name that it is downloaded as.</summary>
internal sealed record StoredFile(string Name, byte[] Content);
