namespace CloudifyPS.Client.Transfers;

/// <summary>
/// Lists the entries of the archive of a folder before the upload starts. A link with a target inside the folder is
/// archived as a link, even if the target does not exist. A link with a target outside the folder could upload files
/// unexpectedly. It is an error unless the user requests that such links are followed.
/// </summary>
internal sealed class FolderWalk(bool followLinks, CancellationToken cancellationToken)
{
    private readonly List<FolderEntry> _entries = [];

    /// <summary>Lists the entries in the order of their names, so that one folder always makes one archive.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="followLinks">Archives the targets of links that lead out of the folder.</param>
    /// <param name="cancellationToken">A token that cancels the search.</param>
    /// <exception cref="IOException">An entry of the folder cannot be archived.</exception>
    public static IReadOnlyList<FolderEntry> List(
        string folder, bool followLinks, CancellationToken cancellationToken)
    {
        var walk = new FolderWalk(followLinks, cancellationToken);
        var real = RealPath(new DirectoryInfo(folder));
        walk.Add(new DirectoryInfo(folder), Path.GetFileName(folder) + "/", real, real, []);
        return walk._entries;
    }

    // root is the folder that links may not leave: the folder itself, or the target of a link that is followed.
    private void Add(DirectoryInfo folder, string name, string real, string root, IReadOnlyList<string> above)
    {
        _entries.Add(new FolderEntry(folder, name, null));
        foreach (var item in folder.EnumerateFileSystemInfos().OrderBy(item => item.Name, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((item.Attributes & FileAttributes.ReparsePoint) != 0)
            {
                AddLink(item, name + item.Name, real, root, [.. above, real]);
            }
            else if (item is DirectoryInfo inner)
            {
                Add(inner, name + inner.Name + "/", Path.Combine(real, inner.Name), root, [.. above, real]);
            }
            else
            {
                AddFile((FileInfo)item, name + item.Name);
            }
        }
    }

    private void AddFile(FileInfo file, string name)
    {
        RegularFile.Require(file.FullName);
        _entries.Add(new FolderEntry(file, name, null));
    }

    private void AddLink(
        FileSystemInfo link, string name, string folder, string root, IReadOnlyList<string> above)
    {
        var target = TargetOf(link, folder);
        if (target is not null && IsInside(target, root))
        {
            _entries.Add(new FolderEntry(link, name, Relative(folder, target)));
            return;
        }

        if (!followLinks)
        {
            throw new IOException(
                $"'{link.FullName}' is a link that leads out of the folder"
                + $"{(target is null ? null : $", to '{target}'")}. "
                + "Use -FollowSymlink to upload its target, or remove the link.");
        }

        if (!Directory.Exists(link.FullName))
        {
            if (!File.Exists(link.FullName) || (target is not null && !File.Exists(target)))
            {
                throw new IOException($"'{link.FullName}' is a link to '{target}', which does not exist.");
            }

            AddFile(new FileInfo(link.FullName), name);
            return;
        }

        var real = RealPath(new DirectoryInfo(link.FullName));
        if (above.Any(one => IsInside(one, real)))
        {
            throw new IOException(
                $"'{link.FullName}' is a link to a folder that it is in. Such an archive would have no end.");
        }

        Add(new DirectoryInfo(link.FullName), name + "/", real, real, above);
    }

    private static bool IsInside(string path, string root) =>
        path == root || path.StartsWith(root.TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar,
            StringComparison.Ordinal);

#if NET
    private static string? TargetOf(FileSystemInfo link, string folder) =>
        link.LinkTarget is { } target ? WithoutEnd(Path.GetFullPath(target, folder)) : null;

    private static string Relative(string folder, string target) =>
        Path.GetRelativePath(folder, target).Replace('\\', '/');

    // A part of the path can be a link as well.
    private static string RealPath(DirectoryInfo folder)
    {
        var path = WithoutEnd(folder.FullName);
        for (var links = 0; links < 40; links++)
        {
            var resolved = ResolveFirstLink(path);
            if (resolved is null)
            {
                return path;
            }

            path = resolved;
        }

        throw new IOException($"'{folder.FullName}' is a link to itself.");
    }

    private static string? ResolveFirstLink(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var current = root;
        var parts = path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries);
        for (var index = 0; index < parts.Length; index++)
        {
            if (new DirectoryInfo(Path.Combine(current, parts[index])).LinkTarget is { } target)
            {
                return WithoutEnd(Path.Combine([Path.GetFullPath(target, current), .. parts[(index + 1)..]]));
            }

            current = Path.Combine(current, parts[index]);
        }

        return null;
    }
#else
    // .NET Framework has no API for the target of a link.
    private static string? TargetOf(FileSystemInfo link, string folder) => null;

    private static string Relative(string folder, string target) => target;

    private static string RealPath(DirectoryInfo folder) => WithoutEnd(folder.FullName);
#endif

    private static string WithoutEnd(string path) =>
        path.Length > 1 ? path.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar) : path;
}
