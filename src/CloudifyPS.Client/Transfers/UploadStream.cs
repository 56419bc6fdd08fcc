namespace CloudifyPS.Client.Transfers;

/// <summary>
/// A request body from the local disk. Read errors are thrown as LocalFileException, to distinguish them from network
/// errors. The same exception is thrown when the file changes during the upload.
/// </summary>
internal sealed class UploadStream : ReadOnlyStream
{
    private readonly Stream _inner;
    private readonly long? _length;
    private long _given;

    private UploadStream(Stream inner)
    {
        _inner = inner;
        _length = inner.CanSeek ? inner.Length : null;
    }

    /// <summary>Gets the length in bytes; null when it is not known before the end.</summary>
    public long? KnownLength => _length;

    /// <summary>Opens a body.</summary>
    /// <exception cref="LocalFileException">The file cannot be opened.</exception>
    public static UploadStream Open(Func<CancellationToken, Stream> open, CancellationToken cancellationToken)
    {
        try
        {
            return new UploadStream(open(cancellationToken));
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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsLocal(Exception exception) => exception is IOException or UnauthorizedAccessException;

    // Content-Length has been sent. A file of another length would arrive incomplete.
    private int Count(int read, int wanted)
    {
        _given += read;
        return _given > _length || (read == 0 && wanted > 0 && _given < _length)
            ? throw new IOException($"'{(_inner as FileStream)?.Name}' was changed while it was being uploaded.")
            : read;
    }
}
