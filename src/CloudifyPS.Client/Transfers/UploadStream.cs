namespace CloudifyPS.Client.Transfers;

/// <summary>
/// A body that comes from the local disk: its failures are told from those of the network, and so is a file that is
/// changed while it is being sent.
/// </summary>
internal sealed class UploadStream : Stream
{
    private readonly Stream _inner;
    private readonly long? _length;
    private long _given;

    private UploadStream(Stream inner)
    {
        _inner = inner;
        _length = inner.CanSeek ? inner.Length : null;
    }

    public override bool CanRead => true;

    /// <summary>Whether the length is known: nobody seeks.</summary>
    public override bool CanSeek => _length is not null;

    public override bool CanWrite => false;

    public override long Length => _length ?? throw new NotSupportedException();

    public override long Position
    {
        get => _given;
        set => throw new NotSupportedException();
    }

    /// <summary>Opens a body.</summary>
    /// <exception cref="LocalFileException">It cannot be opened.</exception>
    public static UploadStream Open(Func<Stream> open)
    {
        try
        {
            return new UploadStream(open());
        }
        catch (Exception exception) when (IsLocal(exception))
        {
            throw new LocalFileException(exception);
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        try
        {
            return Count(_inner.Read(buffer, offset, count), count);
        }
        catch (Exception exception) when (IsLocal(exception))
        {
            throw new LocalFileException(exception);
        }
    }

    public override async Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
    {
        try
        {
            return Count(await _inner.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false), count);
        }
        catch (Exception exception) when (IsLocal(exception))
        {
            throw new LocalFileException(exception);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsLocal(Exception exception) => exception is IOException or UnauthorizedAccessException;

    // The length has been announced: a file that does not keep to it would arrive broken.
    private int Count(int read, int wanted)
    {
        _given += read;
        return _given > _length || (read == 0 && wanted > 0 && _given < _length)
            ? throw new IOException($"'{(_inner as FileStream)?.Name}' was changed while it was being uploaded.")
            : read;
    }
}
