using System.Globalization;
using System.Text;

namespace CloudifyPS.Simulator.Archives;

/// <summary>Reads tar archives: ustar, pax headers and GNU long names.</summary>
internal static class TarReader
{
    private const int Block = 512;

    public static IReadOnlyList<ArchiveFile> Read(byte[] tar)
    {
        var files = new List<ArchiveFile>();
        long total = 0;
        string? longName = null;
        string? longTarget = null;
        List<(string Name, string Target)> links = [];
        var offset = 0;
        while (offset + Block <= tar.Length && tar[offset] != 0)
        {
            CheckSum(tar, offset);
            var size = Number(tar, offset + 124, 12);
            var start = offset + Block;
            if (size < 0 || start + size > tar.Length)
            {
                throw new InvalidDataException("unexpected end of data");
            }

            var length = (int)size;
            switch ((char)tar[offset + 156])
            {
                case 'L':
                    longName = Text(tar, start, length);
                    break;
                case 'x':
                    longName = PaxValue(tar, start, length, "path") ?? longName;
                    longTarget = PaxValue(tar, start, length, "linkpath") ?? longTarget;
                    break;
                case '\0' or '0' or '7':
                    if (ArchiveReader.CleanName(longName ?? HeaderName(tar, offset)) is { } name)
                    {
                        var content = new byte[length];
                        Array.Copy(tar, start, content, 0, length);
                        total += length;
                        files.Add(new ArchiveFile(name, content, (int)Number(tar, offset + 100, 8) & 0xFFF));
                        ArchiveReader.CheckBounds(files.Count, total);
                    }

                    longName = null;
                    break;
                case 'K':
                    longTarget = Text(tar, start, length);
                    break;
                case 'g':
                    break;
                case '1' or '2':
                    if (ArchiveReader.CleanName(longName ?? HeaderName(tar, offset)) is { } link)
                    {
                        // A hard link names its target from the top of the archive, a symbolic one from its folder.
                        var target = longTarget ?? Text(tar, offset + 157, 100);
                        var slash = link.LastIndexOf('/');
                        var folder = tar[offset + 156] == '1' || slash < 0 ? "" : link.Substring(0, slash + 1);
                        links.Add((link, target.StartsWith("/", StringComparison.Ordinal) ? "" : folder + target));
                    }

                    longName = longTarget = null;
                    break;
                default:
                    ArchiveReader.CleanName(longName ?? HeaderName(tar, offset));
                    longName = null;
                    break;
            }

            offset = start + ((length + Block - 1) / Block * Block);
        }

        if (offset == 0)
        {
            throw new InvalidDataException("not a tar archive");
        }

        Resolve(links, files, total);
        return files;
    }

    /// <summary>Adds the files that links lead to. A link whose target is not in the archive is left out.</summary>
    private static void Resolve(List<(string Name, string Target)> links, List<ArchiveFile> files, long total)
    {
        // A link can lead through another one, so those that lead nowhere yet are tried again. Links to folders come
        // last: by then the folders are complete.
        while (links.Count > 0 && (Follow(isFolder: false) || Follow(isFolder: true)))
        {
        }

        bool Follow(bool isFolder)
        {
            var isFound = false;
            foreach (var link in links.ToList())
            {
                var target = Normalize(link.Target);
                var linked = target is null ? [] : files
                    .Where(file => isFolder
                        ? file.Name.StartsWith(target + "/", StringComparison.Ordinal)
                        : file.Name == target)
                    .Select(file => file with { Name = link.Name + file.Name.Substring(target.Length) })
                    .ToList();
                if (linked.Count > 0)
                {
                    isFound = true;
                    links.Remove(link);
                    files.AddRange(linked);
                    total += linked.Sum(file => (long)file.Content.Length);
                    ArchiveReader.CheckBounds(files.Count, total);
                }
            }

            return isFound;
        }
    }

    /// <summary>Resolves <c>.</c> and <c>..</c> in a path.</summary>
    /// <returns>Null for a path outside of the archive.</returns>
    private static string? Normalize(string path)
    {
        List<string> parts = [];
        foreach (var part in path.Split('/').Where(part => part is not ("" or ".")))
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

    private static string HeaderName(byte[] tar, int offset)
    {
        var name = Text(tar, offset, 100);
        var isUstar = Text(tar, offset + 257, 6).TrimEnd() == "ustar" && tar[offset + 262] == 0;
        var prefix = isUstar ? Text(tar, offset + 345, 155) : "";
        return prefix.Length == 0 ? name : prefix + "/" + name;
    }

    private static string? PaxValue(byte[] tar, int start, int length, string key)
    {
        string? value = null;
        var position = start;
        var end = start + length;
        while (position < end)
        {
            var space = Array.IndexOf(tar, (byte)' ', position, end - position);
            if (space < 0 || !int.TryParse(
                Text(tar, position, space - position), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                || count <= space - position || position + count > end)
            {
                throw new InvalidDataException("bad pax header");
            }

            var record = Encoding.UTF8.GetString(tar, space + 1, position + count - space - 2);
            if (record.StartsWith(key + "=", StringComparison.Ordinal))
            {
                value = record.Substring(key.Length + 1);
            }

            position += count;
        }

        return value;
    }

    private static void CheckSum(byte[] tar, int offset)
    {
        long sum = 0;
        for (var i = 0; i < Block; i++)
        {
            sum += i is >= 148 and < 156 ? 32 : tar[offset + i];
        }

        if (sum != Number(tar, offset + 148, 8))
        {
            throw new InvalidDataException("not a tar archive");
        }
    }

    /// <summary>Reads octal digits, or a big-endian binary number (GNU) when the first bit is set.</summary>
    private static long Number(byte[] tar, int offset, int length)
    {
        long value = 0;
        if ((tar[offset] & 0x80) != 0)
        {
            for (var i = length - 8; i < length; i++)
            {
                value = (value << 8) | tar[offset + i];
            }

            return value;
        }

        foreach (var digit in Text(tar, offset, length).Trim())
        {
            if (digit is < '0' or > '7')
            {
                return -1;
            }

            value = (value * 8) + (digit - '0');
        }

        return value;
    }

    private static string Text(byte[] bytes, int offset, int length)
    {
        var end = Array.IndexOf(bytes, (byte)0, offset, length);
        return Encoding.UTF8.GetString(bytes, offset, end < 0 ? length : end - offset);
    }
}
