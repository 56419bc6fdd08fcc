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
                    longName = PaxPath(tar, start, length) ?? longName;
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
                case 'K' or 'g':
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

        return files;
    }

    private static string HeaderName(byte[] tar, int offset)
    {
        var name = Text(tar, offset, 100);
        var isUstar = Text(tar, offset + 257, 6).TrimEnd() == "ustar" && tar[offset + 262] == 0;
        var prefix = isUstar ? Text(tar, offset + 345, 155) : "";
        return prefix.Length == 0 ? name : prefix + "/" + name;
    }

    private static string? PaxPath(byte[] tar, int start, int length)
    {
        string? path = null;
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
            if (record.StartsWith("path=", StringComparison.Ordinal))
            {
                path = record.Substring(5);
            }

            position += count;
        }

        return path;
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
