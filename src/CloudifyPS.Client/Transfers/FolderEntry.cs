namespace CloudifyPS.Client.Transfers;

/// <summary>An entry of an archive of a folder.</summary>
/// <param name="Item">The file or the folder on the disk.</param>
/// <param name="Name">The path in the archive. That of a folder ends with a slash.</param>
/// <param name="LinkTarget">The target of an archived link, relative to the link; null for a file or a
/// folder.</param>
internal sealed record FolderEntry(FileSystemInfo Item, string Name, string? LinkTarget);
