using System.IO.Compression;
using System.Text;

namespace CloudifyPS.Simulator.Archives;

/// <summary>
/// Reads zip archives: stored, deflate, bzip2 and LZMA entries, also behind other data as in self-extracting archives.
/// The classes of .NET read neither bzip2 nor LZMA.
/// </summary>
internal static class ZipReader
{
    private const uint EndSignature = 0x06054B50;
    private const uint EntrySignature = 0x02014B50;
    private const int EndSize = 22;
    private const int EntrySize = 46;
    private const int LocalSize = 30;
    private const int DefaultMode = 0x1A4;

    /// <summary>Gets whether the data ends as a zip archive does.</summary>
    public static bool IsZip(byte[] data) => FindEnd(data) >= 0;

    /// <exception cref="InvalidDataException">The archive is damaged.</exception>
    /// <exception cref="NotSupportedException">An entry is encrypted or compressed by another method.</exception>
    public static IReadOnlyList<ArchiveFile> Read(byte[] zip, ArchiveBudget budget)
    {
        var end = FindEnd(zip);
        if (end < 0)
        {
            throw new InvalidDataException("File is not a zip file");
        }

        var count = Short(zip, end + 10);
        var size = Int(zip, end + 12);

        // Offsets count from the begin of the zip, which is not the begin of a self-extracting archive.
        var directory = end - size;
        var shift = directory - Int(zip, end + 16);
        if (directory < 0 || shift < 0)
        {
            throw new InvalidDataException("Bad offset of the central directory");
        }

        List<ArchiveFile> files = [];
        for (var position = directory; count > 0; count--)
        {
            if (position + EntrySize > zip.Length || (uint)Int(zip, position) != EntrySignature)
            {
                throw new InvalidDataException("Bad entry in the central directory");
            }

            var nameLength = Short(zip, position + 28);
            var name = Encoding.UTF8.GetString(Slice(zip, position + EntrySize, nameLength));
            var mode = (int)((uint)Int(zip, position + 38) >> 16);
            if (ArchiveReader.CleanName(name) is { } cleanName && !IsLink(mode))
            {
                var content = Content(zip, position, shift, budget.Remaining);
                budget.Count(content.Length + nameLength);
                files.Add(new ArchiveFile(cleanName, content, mode == 0 ? DefaultMode : mode & 0xFFF));
            }

            position += EntrySize + nameLength + Short(zip, position + 30) + Short(zip, position + 32);
        }

        return files;
    }

    private static bool IsLink(int mode) => (mode & 0xF000) == 0xA000;

    private static byte[] Content(byte[] zip, int entry, int shift, long limit)
    {
        var flags = Short(zip, entry + 8);
        var size = (uint)Int(zip, entry + 24);
        var local = Int(zip, entry + 42) + shift;
        if (local < 0 || local + LocalSize > zip.Length)
        {
            throw new InvalidDataException("Bad offset of an entry");
        }

        var start = local + LocalSize + Short(zip, local + 26) + Short(zip, local + 28);
        var packed = Slice(zip, start, Int(zip, entry + 20));
        if ((flags & 1) != 0)
        {
            throw new NotSupportedException("Encrypted entries are not supported.");
        }

        if (size > limit)
        {
            throw new ArchiveException(ArchiveError.Unreadable, "The archive is too large");
        }

        switch (Short(zip, entry + 10))
        {
            case 0:
                return packed;
            case 8:
                using (var deflate = new DeflateStream(new MemoryStream(packed), CompressionMode.Decompress))
                {
                    return ArchiveReader.ReadAll(deflate, limit, size);
                }

            case 12:
                return BZip2Decoder.Decode(packed, limit);
            case 14:
                return Lzma(packed, size, limit);
            default:
                throw new NotSupportedException("That compression method is not supported");
        }
    }

    private static byte[] Lzma(byte[] packed, long size, long limit)
    {
        // Two bytes of version, two of the size of the properties, then the properties and the data.
        const int PropertiesStart = 4;
        const int PropertiesSize = 5;
        if (packed.Length <= PropertiesStart + PropertiesSize || Short(packed, 2) != PropertiesSize)
        {
            throw new InvalidDataException("bad lzma header");
        }

        var decoder = new LzmaDecoder(limit);
        decoder.SetProperties(packed[PropertiesStart]);
        decoder.Decode(packed, PropertiesStart + PropertiesSize, packed.Length, size);
        return decoder.ToArray();
    }

    private static int FindEnd(byte[] data)
    {
        const int MaxComment = 0xFFFF;
        for (var i = data.Length - EndSize; i >= 0 && i >= data.Length - EndSize - MaxComment; i--)
        {
            if ((uint)Int(data, i) == EndSignature)
            {
                return i;
            }
        }

        return -1;
    }

    private static byte[] Slice(byte[] data, int start, int count)
    {
        if (count < 0 || start < 0 || start > data.Length - count)
        {
            throw new InvalidDataException("unexpected end of data");
        }

        var slice = new byte[count];
        Array.Copy(data, start, slice, 0, count);
        return slice;
    }

    private static int Short(byte[] data, int position) => data[position] | (data[position + 1] << 8);

    private static int Int(byte[] data, int position) =>
        Short(data, position) | (Short(data, position + 2) << 16);
}
