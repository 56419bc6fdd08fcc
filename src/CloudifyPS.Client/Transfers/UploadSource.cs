using System.Text.RegularExpressions;

namespace CloudifyPS.Client.Transfers;

/// <summary>
/// The source of an upload: a file, a folder that is archived during the upload, or a URL that the manager downloads.
/// </summary>
internal sealed class UploadSource
{
    private static readonly string[] ArchiveExtensions =
        [".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tbz", ".tar.xz", ".txz"];

    // The file of such an archive has the name of a branch or a tag.
    private static readonly Regex GitHubArchive = new(
        "^https://github\\.com/[^/]+/(?<repository>[^/]+)/archive/", RegexOptions.IgnoreCase);

    private UploadSource()
    {
    }

    /// <summary>The address that the manager fetches; null for what is on this machine.</summary>
    public string? Url { get; private init; }

    /// <summary>The name that a blueprint gets when nobody gives it one.</summary>
    public required string Name { get; init; }

    /// <summary>Whether a folder is archived.</summary>
    public bool IsFolder { get; private init; }

    /// <summary>The yaml file that was pointed at; null when it was not.</summary>
    internal string? MainFileName { get; private init; }

    /// <summary>Opens the body anew; null for an address.</summary>
    internal Func<CancellationToken, Stream>? Open { get; private init; }

    /// <summary>A file as it is.</summary>
    /// <param name="path">Its path.</param>
    public static UploadSource FromFile(string path) => new()
    {
        Name = NameWithoutExtension(path),
        Open = _ => RegularFile.OpenRead(path, options: FileOptions.Asynchronous),
    };

    /// <summary>A plugin with what belongs to it, as the zip that managers from 4.3 on take.</summary>
    /// <param name="wagon">The path of the wagon.</param>
    /// <param name="yamls">The paths of its YAML files.</param>
    /// <param name="icon">The path of its icon; null for none.</param>
    public static UploadSource FromPlugin(string wagon, IReadOnlyList<string> yamls, string? icon) => new()
    {
        Name = NameWithoutExtension(wagon),
        Open = token => PluginArchive.Create(wagon, yamls, icon, token),
    };

    /// <summary>An address that the manager fetches.</summary>
    /// <param name="url">The URL.</param>
    public static UploadSource FromUrl(Uri url) => new()
    {
        Name = GitHubArchive.Match(url.AbsoluteUri) is { Success: true } match
            ? match.Groups["repository"].Value
            : NameWithoutExtension(url.AbsolutePath.TrimEnd('/')),
        Url = url.AbsoluteUri,
    };

    /// <summary>A blueprint: an archive, a folder, or a yaml file, which stands for its folder.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="followLinks">Uploads the targets of links that lead out of the folder.</param>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    /// <exception cref="FileNotFoundException">The path does not exist.</exception>
    public static UploadSource FromBlueprint(string path, bool followLinks = false)
    {
        if (Directory.Exists(path))
        {
            return FromFolder(path, null, followLinks);
        }

        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"There is no file or folder '{path}'.", path);
        }

        if (HasExtension(path, ".yaml") || HasExtension(path, ".yml"))
        {
            return FromFolder(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path), followLinks);
        }

        if (!ArchiveExtensions.Any(extension => HasExtension(path, extension)))
        {
            throw new ArgumentException(
                $"'{path}' is no blueprint: it must be a folder, a yaml file, or an archive "
                + $"({string.Join(", ", ArchiveExtensions)}).");
        }

        return ArchiveSignature.IsArchive(path)
            ? FromFile(path)
            : throw new ArgumentException(
                $"'{path}' was not sent, because its content is not a zip, tar, tar.gz, tar.bz2 or tar.xz archive.");
    }

    private static UploadSource FromFolder(string path, string? mainFile, bool followLinks)
    {
        var folder = Path.GetFullPath(path).TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar);
        return new UploadSource
        {
            Name = Path.GetFileName(folder) is { Length: > 0 } name ? name : "blueprint",
            IsFolder = true,
            MainFileName = mainFile,
            Open = token => new FolderArchiveStream(folder, followLinks, token),
        };
    }

    private static string NameWithoutExtension(string path)
    {
        var name = path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
        var extension = ArchiveExtensions.OrderByDescending(one => one.Length)
            .FirstOrDefault(one => HasExtension(name, one));
        return extension is null
            ? Path.GetFileNameWithoutExtension(name)
            : name.Substring(0, name.Length - extension.Length);
    }

    private static bool HasExtension(string path, string extension) =>
        path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
