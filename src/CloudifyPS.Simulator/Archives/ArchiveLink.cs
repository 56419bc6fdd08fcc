namespace CloudifyPS.Simulator.Archives;

/// <summary>A link in a tar.</summary>
/// <param name="Name">The relative path with forward slashes.</param>
/// <param name="Target">The target as written.</param>
/// <param name="IsHard">Whether the target is named from the top of the archive, not from the link's folder.</param>
internal sealed record ArchiveLink(string Name, string Target, bool IsHard);
