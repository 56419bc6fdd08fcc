namespace CloudifyPS.Simulator.Archives;

/// <summary>An archive cannot be read or used.</summary>
internal sealed class ArchiveException(ArchiveError error, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public ArchiveError Error { get; } = error;
}
