using System.Globalization;
using System.Text;

namespace CloudifyPS.Simulator.Archives;

/// <summary>Reads tar archives: ustar, pax headers and GNU long names.</summary>
internal static class TarReader
{
    private const int Block = 512;

    /// <summary>Reads a tar while it is unpacked.</summary>
    /// <param name="tar">The archive.</param>
    /// <param name="budget">Counts the files before they are read.</param>
    public static IReadOnlyList<ArchiveFile> Read(Stream tar, ArchiveBudget budget)
    {
        var files = new List<ArchiveFile>();
        string? longName = null;
        string? longTarget = null;
        List<ArchiveLink> links = [];
        var isFirst = true;
        while (ReadHeader(tar, isFirst) is { } header)
        {
            isFirst = false;
            var size = Number(header, 124, 12);
            var type = (char)header[156];
            if (size < 0)
            {
                throw new InvalidDataException("unexpected end of data");
            }

            budget.Count(Block, isEntry: type is not ('L' or 'K' or 'x' or 'g'));
            budget.Count(size, isEntry: false);
            var content = ReadContent(tar, (int)size);
            switch (type)
            {
                case 'L':
                    longName = Text(content, 0, content.Length);
                    break;
                case 'x':
                    longName = PaxValue(content, "path") ?? longName;
                    longTarget = PaxValue(content, "linkpath") ?? longTarget;
                    break;
                case '\0' or '0' or '7':
                    if (ArchiveReader.CleanName(longName ?? HeaderName(header)) is { } name)
                    {
                        files.Add(new ArchiveFile(name, content, (int)Number(header, 100, 8) & 0xFFF));
                    }

                    longName = null;
                    break;
                case 'K':
                    longTarget = Text(content, 0, content.Length);
                    break;
                case 'g':
                    break;
                case '1' or '2':
                    if (ArchiveReader.CleanName(longName ?? HeaderName(header)) is { } link)
                    {
                        links.Add(new ArchiveLink(link, longTarget ?? Text(header, 157, 100), IsHard: type == '1'));
                    }

                    longName = longTarget = null;
                    break;
                default:
                    ArchiveReader.CleanName(longName ?? HeaderName(header));
                    longName = null;
                    break;
            }
        }

        return links.Count == 0 ? files : new LinkResolver(files, links, budget).Resolve();
    }

    /// <summary>Reads the next header; null at the end of the archive.</summary>
    private static byte[]? ReadHeader(Stream tar, bool isFirst)
    {
        var header = new byte[Block];
        var count = Fill(tar, header);
        if (count < Block || header[0] == 0)
        {
            return isFirst ? throw new InvalidDataException("not a tar archive") : null;
        }

        CheckSum(header);
        return header;
    }

    private static byte[] ReadContent(Stream tar, int size)
    {
        var content = new byte[size];
        var padding = new byte[(Block - (size % Block)) % Block];
        if (Fill(tar, content) < size)
        {
            throw new InvalidDataException("unexpected end of data");
        }

        Fill(tar, padding);
        return content;
    }

    private static int Fill(Stream stream, byte[] buffer)
    {
        var filled = 0;
        for (int count; filled < buffer.Length
            && (count = stream.Read(buffer, filled, buffer.Length - filled)) > 0; filled += count)
        {
        }

        return filled;
    }

    private static string HeaderName(byte[] header)
    {
        var name = Text(header, 0, 100);
        var isUstar = Text(header, 257, 6).TrimEnd() == "ustar" && header[262] == 0;
        var prefix = isUstar ? Text(header, 345, 155) : "";
        return prefix.Length == 0 ? name : prefix + "/" + name;
    }

    private static string? PaxValue(byte[] header, string key)
    {
        string? value = null;
        var position = 0;
        while (position < header.Length)
        {
            var space = Array.IndexOf(header, (byte)' ', position);
            if (space < 0 || !int.TryParse(
                Text(header, position, space - position), NumberStyles.None, CultureInfo.InvariantCulture,
                out var count)
                || count <= space - position + 1 || count > header.Length - position)
            {
                throw new InvalidDataException("bad pax header");
            }

            var record = Encoding.UTF8.GetString(header, space + 1, position + count - space - 2);
            if (record.StartsWith(key + "=", StringComparison.Ordinal))
            {
                value = record.Substring(key.Length + 1);
            }

            position += count;
        }

        return value;
    }

    private static void CheckSum(byte[] header)
    {
        long sum = 0;
        for (var i = 0; i < Block; i++)
        {
            sum += i is >= 148 and < 156 ? 32 : header[i];
        }

        if (sum != Number(header, 148, 8))
        {
            throw new InvalidDataException("not a tar archive");
        }
    }

    /// <summary>Reads octal digits, or a big-endian binary number (GNU) when the first bit is set.</summary>
    private static long Number(byte[] header, int offset, int length)
    {
        long value = 0;
        if ((header[offset] & 0x80) != 0)
        {
            for (var i = length - 8; i < length; i++)
            {
                value = (value << 8) | header[offset + i];
            }

            return value;
        }

        foreach (var digit in Text(header, offset, length).Trim())
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
