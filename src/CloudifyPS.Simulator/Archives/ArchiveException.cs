namespace CloudifyPS.Simulator.Archives;

/// <summary>An archive that cannot be used.</summary>
internal sealed class ArchiveException(ArchiveError error, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    public ArchiveError Error { get; } = error;
}
