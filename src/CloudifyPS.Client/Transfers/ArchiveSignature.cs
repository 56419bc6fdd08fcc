using System.Text;

namespace CloudifyPS.Client.Transfers;

/// <summary>
/// Checks by its first and last bytes whether a file can be an archive. After the upload of another file, the manager
/// keeps a failed blueprint, and Manager 7.0.5 also keeps a pending execution that delays other system workflows.
/// </summary>
internal static class ArchiveSignature
{
    private const int TarHeaderLength = 512;
    private const int TarChecksumOffset = 148;
    private const int TarChecksumLength = 8;

    private static readonly byte[][] Signatures =
    [
        [(byte)'P', (byte)'K', 3, 4],
        [0x1f, 0x8b],
        [(byte)'B', (byte)'Z', (byte)'h'],
        [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0],
    ];

    private const int ZipEndLength = 22;
    private const int ZipEntriesOffset = 10;
    private const int ZipCommentOffset = 20;
    private static readonly byte[] ZipEnd = [(byte)'P', (byte)'K', 5, 6];

    /// <summary>Returns whether the file can be a zip, tar, tar.gz, tar.bz2 or tar.xz archive.</summary>
    public static bool IsArchive(string path)
    {
        using var file = RegularFile.OpenRead(path);
        var head = Read(file, TarHeaderLength);
        return Signatures.Any(signature => head.Take(signature.Length).SequenceEqual(signature))
            || (head.Length == TarHeaderLength && IsTarHeader(head))
            || IsSelfExtracting(file);
    }

    // A zip archive can begin with a program. Its index is at its end, before a comment.
    private static bool IsSelfExtracting(Stream file)
    {
        file.Seek(-Math.Min(file.Length, ZipEndLength + ushort.MaxValue), SeekOrigin.End);
        var tail = Read(file, ZipEndLength + ushort.MaxValue);
        for (var start = tail.Length - ZipEndLength; start >= 0; start--)
        {
            if (tail[start] == ZipEnd[0] && tail.Skip(start).Take(ZipEnd.Length).SequenceEqual(ZipEnd)
                && BitConverter.ToUInt16(tail, start + ZipCommentOffset) == tail.Length - start - ZipEndLength)
            {
                return BitConverter.ToUInt16(tail, start + ZipEntriesOffset) > 0;
            }
        }

        return false;
    }

    private static byte[] Read(Stream file, int count)
    {
        var buffer = new byte[count];
        var length = 0;
        while (length < count && file.Read(buffer, length, count - length) is > 0 and var read)
        {
            length += read;
        }

        Array.Resize(ref buffer, length);
        return buffer;
    }

    // The oldest format of tar has no signature. Its checksum counts the bytes of the header, with spaces in its place.
    private static bool IsTarHeader(byte[] head)
    {
        var text = Encoding.ASCII.GetString(head, TarChecksumOffset, TarChecksumLength).Trim(' ', '\0');
        var sum = head.Sum(one => one)
            - head.Skip(TarChecksumOffset).Take(TarChecksumLength).Sum(one => one)
            + (TarChecksumLength * ' ');
        return text.Length > 0 && text.All(digit => digit is >= '0' and <= '7') && Convert.ToInt32(text, 8) == sum;
    }
}
