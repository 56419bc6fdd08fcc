using System.IO.Compression;

namespace CloudifyPS.Client.Transfers;

/// <summary>
/// A folder as a tar.gz that is made while it is read: constant memory, nothing on the disk. One root directory named
/// after the folder, forward slashes, executable bits where the platform knows them.
/// </summary>
internal sealed class FolderArchiveStream : ReadOnlyStream
{
    private const int Chunk = 64 * 1024;

    // The mode of what can be read by everybody: the manager's workers run as another user.
    private const int ReadableFile = 0x1A4;
    private const int ExecutableFile = 0x1ED;
    private const int DirectoryMode = 0x1ED;

    private readonly MemoryStream _packed = new();
    private readonly GZipStream _gzip;
    private readonly IEnumerator<ArraySegment<byte>> _tar;
    private int _taken;
    private bool _ended;

    /// <param name="folder">The folder.</param>
    public FolderArchiveStream(string folder)
    {
        _gzip = new GZipStream(_packed, CompressionLevel.Optimal, leaveOpen: true);
        _tar = Pack(folder).GetEnumerator();
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

    private static IEnumerable<ArraySegment<byte>> Pack(string folder)
    {
        var buffer = new byte[Chunk];
        foreach ((var item, var name) in Walk(new DirectoryInfo(folder), Path.GetFileName(folder) + "/", []))
        {
            if (item is not FileInfo file)
            {
                yield return Segment(TarHeader.Write(name, DirectoryMode, 0, item.LastWriteTimeUtc));
                continue;
            }

            using FileStream content = new(
                file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, Chunk);
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

    // In the order of names, so that the same folder makes the same archive. Links are followed, as a user expects of
    // a folder; one that leads back to a folder above it would never end.
    private static IEnumerable<(FileSystemInfo Item, string Name)> Walk(
        DirectoryInfo folder, string name, IReadOnlyList<string> above)
    {
        var real = RealPath(folder);
        if (above.Contains(real))
        {
            throw new IOException($"'{folder.FullName}' is a link to a folder that it lies in: it cannot be packed.");
        }

        yield return (folder, name);
        foreach (var item in folder.EnumerateFileSystemInfos().OrderBy(item => item.Name, StringComparer.Ordinal))
        {
            if (item is DirectoryInfo inner)
            {
                foreach (var below in Walk(inner, name + inner.Name + "/", [.. above, real]))
                {
                    yield return below;
                }
            }
            else
            {
                yield return (item, name + item.Name);
            }
        }
    }

    private static string RealPath(DirectoryInfo folder)
    {
#if NET
        return folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName.TrimEnd('/') ?? folder.FullName.TrimEnd('/');
#else
        return folder.FullName.TrimEnd('\\');
#endif
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
