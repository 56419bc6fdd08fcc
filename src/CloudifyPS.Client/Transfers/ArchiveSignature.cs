using System.Text;

namespace CloudifyPS.Client.Transfers;

/// <summary>
/// Checks by its first bytes whether a file can be an archive. After the upload of another file, the manager keeps a
/// failed blueprint, and Manager 7.0.5 also keeps a pending execution that delays other system workflows.
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
    ];

    /// <summary>Returns whether the file can be a zip, tar, tar.gz or tar.bz2 archive.</summary>
    public static bool IsArchive(string path)
    {
        using var file = RegularFile.OpenRead(path);
        var head = new byte[TarHeaderLength];
        var length = 0;
        while (length < head.Length && file.Read(head, length, head.Length - length) is > 0 and var read)
        {
            length += read;
        }

        return Signatures
            .Any(signature => length >= signature.Length && head.Take(signature.Length).SequenceEqual(signature))
            || (length == TarHeaderLength && IsTarHeader(head));
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
