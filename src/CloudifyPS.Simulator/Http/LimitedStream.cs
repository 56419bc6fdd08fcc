namespace CloudifyPS.Simulator.Http;

/// <summary>A memory stream that refuses to grow above a limit.</summary>
internal sealed class LimitedStream(int limit) : MemoryStream
{
    /// <summary>Gets whether a write was refused.</summary>
    public bool IsFull { get; private set; }

    // The asynchronous writes of MemoryStream call this method.
    public override void Write(byte[] buffer, int offset, int count)
    {
        if (Length + count > limit)
        {
            IsFull = true;
            throw new NotSupportedException($"The stream is limited to {limit} bytes.");
        }

        base.Write(buffer, offset, count);
    }
}
