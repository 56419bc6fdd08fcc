using System.IO.Compression;

namespace CloudifyPS.Simulator.Archives;

/// <summary>Reads uploaded archives in memory: zip, tar, tar.gz, tar.bz2 and tar.xz, recognized by their
/// content.</summary>
internal static class ArchiveReader
{
    /// <summary>The limit of the unpacked size in bytes. A small archive can unpack to a very large one.</summary>
    public const long MaxTotalSize = 512L * 1024 * 1024;

    public const int MaxFiles = 50_000;

    /// <summary>
    /// Gets the files of an archive in their order. Links in a tar are resolved; those in a zip are left out.
    /// </summary>
    /// <exception cref="ArchiveException">The archive cannot be read.</exception>
    public static IReadOnlyList<ArchiveFile> Read(byte[] archive)
    {
        try
        {
            if (StartsWith(archive, 0x1F, 0x8B))
            {
                using var gzip = new GZipStream(new MemoryStream(archive), CompressionMode.Decompress);
                return TarReader.Read(ReadAll(gzip, MaxTotalSize));
            }

            if (StartsWith(archive, 0x42, 0x5A, 0x68))
            {
                return TarReader.Read(BZip2Decoder.Decode(archive, MaxTotalSize));
            }

            if (StartsWith(archive, 0xFD, 0x37, 0x7A, 0x58, 0x5A, 0))
            {
                return TarReader.Read(XzDecoder.Decode(archive, MaxTotalSize));
            }

            return ZipReader.IsZip(archive) ? ZipReader.Read(archive) : TarReader.Read(archive);
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
    /// <exception cref="ArchiveException">The name is absolute or leaves the directory.</exception>
    internal static string? CleanName(string name)
    {
        var slashed = name.Replace('\\', '/');
        var parts = slashed.Split('/').Where(p => p is not ("" or ".")).ToList();
        if (slashed.StartsWith("/", StringComparison.Ordinal) || parts.Contains("..")
            || (parts.Count > 0 && parts[0].Length == 2 && parts[0][1] == ':'))
        {
            throw new ArchiveException(ArchiveError.Unreadable, $"Illegal file name in the archive: {name}");
        }

        return parts.Count == 0 || slashed.EndsWith("/", StringComparison.Ordinal) ? null : string.Join("/", parts);
    }

    internal static void CheckBounds(int files, long size)
    {
        if (files > MaxFiles || size > MaxTotalSize)
        {
            throw new ArchiveException(ArchiveError.Unreadable, "The archive is too large");
        }
    }

    internal static byte[] ReadAll(Stream stream, long limit)
    {
        using var memory = new MemoryStream();
        var buffer = new byte[81920];
        for (int count; (count = stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            memory.Write(buffer, 0, count);
            if (memory.Length > limit)
            {
                throw new ArchiveException(ArchiveError.Unreadable, "The archive is too large");
            }
        }

        return memory.ToArray();
    }

    private static bool StartsWith(byte[] bytes, params byte[] magic) =>
        bytes.Length >= magic.Length && magic.Zip(bytes, (a, b) => a == b).All(same => same);
}
