namespace CloudifyPS.Simulator.Archives;

/// <summary>A file of an archive.</summary>
/// <param name="Name">Relative, with forward slashes.</param>
/// <param name="Content">The bytes.</param>
/// <param name="Mode">Unix permissions, for example 0755 (octal).</param>
internal sealed record ArchiveFile(string Name, byte[] Content, int Mode);
