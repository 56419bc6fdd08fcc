namespace CloudifyPS.Simulator.Archives;

/// <summary>A file in an archive.</summary>
/// <param name="Name">The relative path with forward slashes.</param>
/// <param name="Content">The unpacked bytes.</param>
/// <param name="Mode">The Unix permissions, for example 0755 (octal).</param>
internal sealed record ArchiveFile(string Name, byte[] Content, int Mode);
