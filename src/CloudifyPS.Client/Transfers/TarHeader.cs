using System.Globalization;
using System.Text;

namespace CloudifyPS.Client.Transfers;

/// <summary>
/// Writes headers of a POSIX tar archive: ustar, preceded by a pax header for values that ustar cannot hold. .NET has a
/// tar writer since .NET 7. No package for Windows PowerShell has one whose references match the module's files.
/// </summary>
internal static class TarHeader
{
    public const int BlockSize = 512;

    private const int LongestName = 100;
    private const char File = '0';
    private const char Directory = '5';
    private const char Link = '2';
    private const char Extended = 'x';

    /// <summary>The header of an entry: one block, or more where the name or the size is out of the ordinary.</summary>
    /// <param name="name">The path in the archive, with forward slashes; that of a folder ends with one.</param>
    /// <param name="mode">The Unix permissions.</param>
    /// <param name="size">The number of bytes after the header.</param>
    /// <param name="modified">The time of the last change.</param>
    /// <param name="linkTarget">The target of a symbolic link; null for a file or a folder.</param>
    public static byte[] Write(
        string name, int mode, long size, DateTimeOffset modified, string? linkTarget = null)
    {
        var type = linkTarget is not null ? Link : name.EndsWith("/", StringComparison.Ordinal) ? Directory : File;
        var path = Encoding.UTF8.GetBytes(name);
        var target = Encoding.UTF8.GetBytes(linkTarget ?? string.Empty);
        var isPlain = IsPlain(path) && IsPlain(target) && size < 0x1_FFFF_FFFF;
        var shortName = isPlain ? path : Encoding.ASCII.GetBytes("entry");
        var header = Block(shortName, isPlain ? target : [], mode, size, modified, type);
        if (isPlain)
        {
            return header;
        }

        byte[] records = [.. Record("path", path), .. Record("size", Encoding.ASCII.GetBytes(
            size.ToString(CultureInfo.InvariantCulture))), .. target.Length > 0 ? Record("linkpath", target) : []];
        return
        [
            .. Block(Encoding.ASCII.GetBytes("header"), [], 0x1A4, records.Length, modified, Extended),
            .. records,
            .. new byte[Padding(records.Length)],
            .. header,
        ];
    }

    /// <summary>How many zeros fill the last block.</summary>
    public static int Padding(long size) => (int)((BlockSize - (size % BlockSize)) % BlockSize);

    // "<length> <name>=<value>\n", where the length counts itself.
    private static byte[] Record(string name, byte[] value)
    {
        var rest = name.Length + value.Length + 3;
        var length = rest + rest.ToString(CultureInfo.InvariantCulture).Length;
        length = rest + length.ToString(CultureInfo.InvariantCulture).Length;
        return
        [
            .. Encoding.ASCII.GetBytes($"{length.ToString(CultureInfo.InvariantCulture)} {name}="),
            .. value,
            (byte)'\n',
        ];
    }

    private static bool IsPlain(byte[] path) => path.Length <= LongestName && path.All(letter => letter < 128);

    private static byte[] Block(byte[] name, byte[] target, int mode, long size, DateTimeOffset modified, char type)
    {
        var block = new byte[BlockSize];
        void Text(int offset, string text) => Encoding.ASCII.GetBytes(text, 0, text.Length, block, offset);
        void Octal(int offset, int digits, long number) =>
            Text(offset, Convert.ToString(number, 8).PadLeft(digits, '0'));

        name.CopyTo(block, 0);
        Octal(100, 7, mode);
        Octal(108, 7, 0);
        Octal(116, 7, 0);
        Octal(124, 11, Math.Min(size, 0x1_FFFF_FFFF));
        Octal(136, 11, Math.Max(0, modified.ToUnixTimeSeconds()));
        Text(148, "        ");
        block[156] = (byte)type;
        target.CopyTo(block, 157);
        Text(257, "ustar\0");
        Text(263, "00");
        Octal(148, 6, block.Sum(letter => letter));
        block[154] = 0;
        return block;
    }
}
