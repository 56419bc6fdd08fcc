using System.IO.Compression;

namespace CloudifyPS.Client.Transfers;

/// <summary>
/// Reads a folder as a tar.gz archive, which is created during the upload without a temporary file and in constant
/// memory. The archive has one root directory with the name of the folder, forward slashes, and executable bits where
/// the platform has them.
/// </summary>
internal sealed class FolderArchiveStream : ReadOnlyStream
{
    private const int Chunk = 64 * 1024;

    // Readable by all users: the manager's workers run as another user.
    private const int ReadableFile = 0x1A4;
    private const int ExecutableFile = 0x1ED;
    private const int DirectoryMode = 0x1ED;

    private readonly MemoryStream _packed = new();
    private readonly GZipStream _gzip;
    private readonly IEnumerator<ArraySegment<byte>> _tar;
    private int _taken;
    private bool _ended;

    /// <param name="folder">The folder.</param>
    /// <param name="followLinks">Archives the targets of links that lead out of the folder.</param>
    /// <param name="cancellationToken">A token that cancels the search for the files.</param>
    /// <exception cref="IOException">An entry of the folder cannot be archived.</exception>
    public FolderArchiveStream(string folder, bool followLinks, CancellationToken cancellationToken)
    {
        var entries = FolderWalk.List(folder, followLinks, cancellationToken);
        _gzip = new GZipStream(_packed, CompressionLevel.Optimal, leaveOpen: true);
        _tar = Pack(entries).GetEnumerator();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (_taken == _packed.Length && !_ended)
        {
            _packed.SetLength(0);
            _taken = 0;
            PackMore();
        }

        var read = (int)Math.Min(count, _packed.Length - _taken);
        Buffer.BlockCopy(_packed.GetBuffer(), _taken, buffer, offset, read);
        _taken += read;
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _tar.Dispose();
            _gzip.Dispose();
        }

        base.Dispose(disposing);
    }

    private void PackMore()
    {
        bool more;
        try
        {
            more = _tar.MoveNext();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new LocalFileException(exception);
        }

        if (more)
        {
            _gzip.Write(_tar.Current.Array!, _tar.Current.Offset, _tar.Current.Count);
            return;
        }

        _gzip.Dispose();
        _ended = true;
    }

    private static IEnumerable<ArraySegment<byte>> Pack(IReadOnlyList<FolderEntry> entries)
    {
        var buffer = new byte[Chunk];
        foreach ((var item, var name, var linkTarget) in entries)
        {
            if (linkTarget is not null || item is not FileInfo file)
            {
                yield return Segment(
                    TarHeader.Write(name, DirectoryMode, 0, item.LastWriteTimeUtc, linkTarget));
                continue;
            }

            using var content = RegularFile.OpenRead(file.FullName, FileShare.ReadWrite | FileShare.Delete);
            var size = content.Length;
            yield return Segment(TarHeader.Write(name, ModeOf(file), size, file.LastWriteTimeUtc));
            var left = size;
            while (left > 0)
            {
                var read = content.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
                if (read == 0)
                {
                    throw new IOException($"'{file.FullName}' became shorter while it was being uploaded.");
                }

                left -= read;
                yield return new ArraySegment<byte>(buffer, 0, read);
            }

            yield return Segment(new byte[TarHeader.Padding(size)]);
        }

        yield return Segment(new byte[2 * TarHeader.BlockSize]);
    }

    private static int ModeOf(FileInfo file)
    {
#if NET
        return !OperatingSystem.IsWindows() && (file.UnixFileMode & (UnixFileMode.UserExecute
            | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0
            ? ExecutableFile
            : ReadableFile;
#else
        return file.Extension == ".sh" ? ExecutableFile : ReadableFile;
#endif
    }

    private static ArraySegment<byte> Segment(byte[] bytes) => new(bytes);
}
