using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Client.Connection;

/// <summary>A stream whose beginning has been read already.</summary>
internal sealed class PrefixedStream(Stream beginning, Stream rest) : ReadOnlyStream
{
    public override int Read(byte[] buffer, int offset, int count) =>
        beginning.Read(buffer, offset, count) is > 0 and var read ? read : rest.Read(buffer, offset, count);

    public override async Task<int> ReadAsync(
        byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        beginning.Read(buffer, offset, count) is > 0 and var read
            ? read
            : await rest.ReadAsync(buffer, offset, count, cancellationToken).ConfigureAwait(false);
}
