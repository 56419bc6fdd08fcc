namespace CloudifyPS.Simulator.Archives;

/// <summary>
/// Adds the targets of the links in a tar archive. A link whose target is not in the archive is omitted.
/// </summary>
/// <param name="files">The files of the archive; receives the linked ones.</param>
/// <param name="links">The links.</param>
/// <param name="budget">Counts the linked files.</param>
internal sealed class LinkResolver(List<ArchiveFile> files, IEnumerable<ArchiveLink> links, ArchiveBudget budget)
{
    /// <summary>Linux follows at most 40 links in one path.</summary>
    private const int MaxRounds = 40;

    private readonly Dictionary<string, ArchiveFile> _files = ByName(files);
    private readonly Dictionary<string, string> _targets = ByName(links);

    /// <summary>Gets the files, with the linked ones at the end.</summary>
    public IReadOnlyList<ArchiveFile> Resolve()
    {
        // The target of a link can be another link, so unresolved links are tried again. Links to folders are resolved
        // last, when the folders are complete.
        var rounds = 0;
        while (_targets.Count > 0 && (FollowToFiles() || (++rounds <= MaxRounds && FollowToFolders())))
        {
        }

        return files;
    }

    private static Dictionary<string, ArchiveFile> ByName(IEnumerable<ArchiveFile> files)
    {
        var result = new Dictionary<string, ArchiveFile>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            result[file.Name] = file;
        }

        return result;
    }

    private static Dictionary<string, string> ByName(IEnumerable<ArchiveLink> links)
    {
        var result = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var link in links)
        {
            if (TargetOf(link) is { } target)
            {
                result[link.Name] = target;
            }
        }

        return result;
    }

    /// <summary>Gets the path of the target of a link; null if it is outside the archive.</summary>
    private static string? TargetOf(ArchiveLink link)
    {
        var isAbsolute = link.Target.StartsWith("/", StringComparison.Ordinal);
        List<string> parts = link.IsHard || isAbsolute ? [] : [.. link.Name.Split('/')];
        if (parts.Count > 0)
        {
            parts.RemoveAt(parts.Count - 1);
        }

        foreach (var part in link.Target.Split('/').Where(part => part is not ("" or ".")))
        {
            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count == 0)
            {
                return null;
            }
            else
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return parts.Count == 0 ? null : string.Join("/", parts);
    }

    /// <summary>Adds the files for links to files, directly or through other links.</summary>
    private bool FollowToFiles()
    {
        var count = files.Count;
        var followed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in _targets.Keys.ToList())
        {
            List<string> chain = [];
            var name = start;
            while (!_files.ContainsKey(name) && followed.Add(name) && _targets.TryGetValue(name, out var target))
            {
                chain.Add(name);
                name = target;
            }

            if (_files.TryGetValue(name, out var file))
            {
                foreach (var link in chain)
                {
                    _targets.Remove(link);
                    Add(file, link);
                }
            }
        }

        return files.Count > count;
    }

    /// <summary>Adds the files for links to folders.</summary>
    private bool FollowToFolders()
    {
        var count = files.Count;
        var names = _files.Keys.OrderBy(name => name, StringComparer.Ordinal).ToArray();
        foreach (var link in _targets.ToList())
        {
            var folder = link.Value + "/";
            var index = Array.BinarySearch(names, folder, StringComparer.Ordinal);
            for (index = index < 0 ? ~index : index; index < names.Length
                && names[index].StartsWith(folder, StringComparison.Ordinal); index++)
            {
                _targets.Remove(link.Key);
                Add(_files[names[index]], link.Key + names[index].Substring(link.Value.Length));
            }
        }

        return files.Count > count;
    }

    private void Add(ArchiveFile file, string name)
    {
        budget.Count(file.Content.Length + name.Length);
        files.Add(_files[name] = file with { Name = name });
    }
}
