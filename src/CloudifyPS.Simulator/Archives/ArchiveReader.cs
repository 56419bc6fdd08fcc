using System.IO.Compression;

namespace CloudifyPS.Simulator.Archives;

/// <summary>Reads uploaded archives in memory: zip, tar, tar.gz, tar.bz2 and tar.xz, recognized by their
/// content.</summary>
internal static class ArchiveReader
{
    /// <summary>The maximum length of a path on Linux (PATH_MAX).</summary>
    private const int MaxNameLength = 4096;

    /// <summary>
    /// Gets the files of an archive in their order. Links in a tar are resolved; those in a zip are left out.
    /// </summary>
    /// <exception cref="ArchiveException">The archive cannot be read.</exception>
    public static IReadOnlyList<ArchiveFile> Read(byte[] archive)
    {
        var budget = new ArchiveBudget(archive.Length);
        try
        {
            if (StartsWith(archive, 0x1F, 0x8B))
            {
                using var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
                return TarReader.Read(gzip, budget);
            }

            if (StartsWith(archive, 0x42, 0x5A, 0x68))
            {
                return TarReader.Read(new MemoryStream(BZip2Decoder.Decode(archive, budget.Remaining)), budget);
            }

            if (StartsWith(archive, 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0))
            {
                return TarReader.Read(new MemoryStream(XzDecoder.Decode(archive, budget.Remaining)), budget);
            }

            return ZipReader.IsZip(archive)
                ? ZipReader.Read(archive, budget)
                : TarReader.Read(new MemoryStream(archive), budget);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException
            or IndexOutOfRangeException)
        {
            throw new ArchiveException(ArchiveError.UnrecognizedFormat, e.Message, e);
        }
    }

    /// <summary>Gets the files of a blueprint's archive, named relative to its top-level directory.</summary>
    /// <exception cref="ArchiveException">The archive cannot be read, or has not exactly one directory.</exception>
    public static IReadOnlyDictionary<string, byte[]> ReadBlueprint(byte[] archive)
    {
        var files = Read(archive);
        var roots = files.Select(f => f.Name.Split('/')[0]).Distinct().ToList();
        if (roots.Count != 1 || files.Any(f => f.Name.IndexOf('/') < 0))
        {
            throw new ArchiveException(ArchiveError.NotOneDirectory, "Archive must contain exactly 1 directory");
        }

        var blueprint = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            blueprint[file.Name.Substring(roots[0].Length + 1)] = file.Content;
        }

        return blueprint;
    }

    /// <summary>Normalizes a name: without <c>./</c> and repeated slashes.</summary>
    /// <returns>Null for the entry of a directory.</returns>
    /// <exception cref="ArchiveException">The name is absolute, leaves the directory or is too long.</exception>
    internal static string? CleanName(string name)
    {
        if (name.Length > MaxNameLength)
        {
            throw new ArchiveException(ArchiveError.Unreadable, $"File name too long: {name.Substring(0, 100)}...");
        }

        var slashed = name.Replace('\\', '/');
        var parts = slashed.Split('/').Where(p => p is not ("" or ".")).ToList();
        if (slashed.StartsWith("/", StringComparison.Ordinal) || parts.Contains("..")
            || (parts.Count > 0 && parts[0].Length == 2 && parts[0][1] == ':'))
        {
            throw new ArchiveException(ArchiveError.Unreadable, $"Illegal file name in the archive: {name}");
        }

        return parts.Count == 0 || slashed.EndsWith("/", StringComparison.Ordinal) ? null : string.Join("/", parts);
    }

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="limit">The maximum size. A larger stream causes an exception.</param>
    /// <param name="size">The expected size.</param>
    internal static byte[] ReadAll(Stream stream, long limit, long size = 0)
    {
        using var memory = new MemoryStream((int)Math.Min(size, limit));
        var buffer = new byte[81920];
        for (int count; (count = stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            if (memory.Length + count > limit)
            {
                throw new ArchiveException(ArchiveError.Unreadable, "The archive is too large");
            }

            memory.Write(buffer, 0, count);
        }

        return memory.Length == memory.Capacity ? memory.GetBuffer() : memory.ToArray();
    }

    private static bool StartsWith(byte[] bytes, params byte[] magic) =>
        bytes.Length >= magic.Length && magic.Zip(bytes, (a, b) => a == b).All(same => same);
}
