namespace CloudifyPS.Simulator.Http;

/// <summary>
/// Bytes in memory that are written once and then read. Unlike a <see cref="MemoryStream"/> it never copies what it
/// holds to grow, so that a large response exists once only.
/// </summary>
internal sealed class ChunkedBuffer : Stream
{
    private const int ChunkSize = 64 * 1024;

    private readonly List<byte[]> _chunks = [];
    private long _length;
    private long _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    /// <summary>Gets or sets the position of the next read.</summary>
    public override long Position
    {
        get => _position;
        set => _position = value;
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        while (count > 0)
        {
            var used = (int)(_length % ChunkSize);
            if (used == 0)
            {
                _chunks.Add(new byte[ChunkSize]);
            }

            var size = Math.Min(count, ChunkSize - used);
            Buffer.BlockCopy(buffer, offset, _chunks[_chunks.Count - 1], used, size);
            _length += size;
            offset += size;
            count -= size;
        }
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var start = (int)(_position % ChunkSize);
        var size = (int)Math.Min(Math.Min(count, ChunkSize - start), _length - _position);
        if (size > 0)
        {
            Buffer.BlockCopy(_chunks[(int)(_position / ChunkSize)], start, buffer, offset, size);
            _position += size;
        }

        return size;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
