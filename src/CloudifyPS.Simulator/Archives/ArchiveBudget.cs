namespace CloudifyPS.Simulator.Archives;

/// <summary>
/// Limits the size of the content of an archive, because a small archive can unpack to a very large size. The content
/// is counted before it is unpacked.
/// </summary>
internal sealed class ArchiveBudget
{
    public const int MaxEntries = 50_000;

    /// <summary>The limit for an archive of any size.</summary>
    public const long MaxSize = 512L * 1024 * 1024;

    /// <summary>The minimum limit, which also applies to very small archives.</summary>
    public const long MinSize = 64L * 1024 * 1024;

    /// <summary>Text compresses to about a fifth, archive bombs to a hundredth or a thousandth of its size.</summary>
    private const int MaxRatio = 20;

    private int _entries;

    /// <param name="packedSize">The size of the archive.</param>
    public ArchiveBudget(long packedSize) =>
        Remaining = Math.Min(MaxSize, Math.Max(MinSize, packedSize * MaxRatio));

    /// <summary>Gets the number of bytes that may still be unpacked.</summary>
    public long Remaining { get; private set; }

    /// <summary>Counts a part of the archive.</summary>
    /// <param name="size">The size of the part.</param>
    /// <param name="isEntry">
    /// Whether the part is an entry. A header with the long name of an entry is not an entry.
    /// </param>
    /// <exception cref="ArchiveException">The archive is too large.</exception>
    public void Count(long size, bool isEntry = true)
    {
        _entries += isEntry ? 1 : 0;
        if (_entries > MaxEntries || size > Remaining)
        {
            throw new ArchiveException(ArchiveError.Unreadable, "The archive is too large");
        }

        Remaining -= size;
    }
}
