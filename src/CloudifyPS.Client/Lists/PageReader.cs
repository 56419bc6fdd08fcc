using System.Buffers;
using System.Collections;
using System.Text;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Json;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Lists;

/// <summary>Reads response bodies into resources.</summary>
internal static class PageReader
{
    private const int TextBuffer = 16 * 1024;

    // Content-Length can be wrong behind a proxy, so it does not size the buffer beyond this.
    private const int LargestFirstBuffer = 16 * 1024 * 1024;

    // The maximum length of a byte array in .NET (Array.MaxLength).
    private const int LargestBuffer = 0x7FFFFFC7;

    private delegate TResult TokenReader<out TResult>(ref JsonTokens tokens);

    /// <summary>Reads a list: <c>{items, metadata}</c>, or a bare array.</summary>
    public static async Task<Page<T>> ReadPageAsync<T>(
        ApiResponse response, Action<T> prepare, CancellationToken cancellationToken)
        where T : class, new()
    {
        using var body = await BufferAsync(response, cancellationToken).ConfigureAwait(false);
        return body.Read(cancellationToken, (ref JsonTokens tokens) => ReadPage(ref tokens, prepare));
    }

    /// <summary>Reads one resource or a list of resources. The upload of a plugin bundle returns a list.</summary>
    public static async Task<Page<T>> ReadOneOrManyAsync<T>(
        ApiResponse response, Action<T> prepare, CancellationToken cancellationToken)
        where T : class, new()
    {
        using var body = await BufferAsync(response, cancellationToken).ConfigureAwait(false);
        var value = body.Read(cancellationToken, (ref JsonTokens tokens) => ReadValue(ref tokens));
        if (value is object?[] || value is IDictionary map && map.Contains("items"))
        {
            return body.Read(cancellationToken, (ref JsonTokens tokens) => ReadPage(ref tokens, prepare));
        }

        var one = body.Read(cancellationToken, (ref JsonTokens tokens) => ReadOne<T>(ref tokens));
        prepare(one);
        return new Page<T>([one], 1);
    }

    /// <summary>Reads one resource. Returns null if the response has no body (204).</summary>
    public static async Task<T?> ReadAsync<T>(ApiResponse response, CancellationToken cancellationToken)
        where T : class, new()
    {
        using var body = await BufferAsync(response, cancellationToken).ConfigureAwait(false);
        return body.IsEmpty ? null : body.Read(cancellationToken, (ref JsonTokens tokens) => ReadOne<T>(ref tokens));
    }

    /// <summary>Reads free-form JSON. Returns null if the response has no body.</summary>
    public static async Task<object?> ReadValueAsync(ApiResponse response, CancellationToken cancellationToken)
    {
        using var body = await BufferAsync(response, cancellationToken).ConfigureAwait(false);
        return body.IsEmpty ? null : body.Read(cancellationToken, (ref JsonTokens tokens) => ReadValue(ref tokens));
    }

    /// <summary>Reads text. Returns null if the response has no body.</summary>
    public static async Task<string?> ReadTextAsync(ApiResponse response, CancellationToken cancellationToken)
    {
        using var body = await BufferAsync(response, cancellationToken).ConfigureAwait(false);
        return body.IsEmpty ? null : body.Text;
    }

    private static object? ReadValue(ref JsonTokens tokens)
    {
        tokens.ReadFirst();
        return JsonValue.Read(ref tokens);
    }

    private static T ReadOne<T>(ref JsonTokens tokens)
        where T : class, new()
    {
        tokens.ReadFirst();
        ExpectObject(in tokens);
        return ResourceReader<T>.Read(ref tokens);
    }

    private static Page<T> ReadPage<T>(ref JsonTokens tokens, Action<T> prepare)
        where T : class, new()
    {
        tokens.ReadFirst();
        if (tokens.StartsArray)
        {
            var all = ReadItems(ref tokens, prepare);
            return new Page<T>(all, all.Count);
        }

        ExpectObject(in tokens);
        List<T> items = [];
        long? total = null;
        for (tokens.ReadInside(); !tokens.IsEnd; tokens.ReadInside())
        {
            var name = tokens.Name;
            tokens.ReadInside();
            if (name == "items" && tokens.StartsArray)
            {
                items = ReadItems(ref tokens, prepare);
            }
            else if (JsonValue.Read(ref tokens) is IDictionary metadata && name == "metadata")
            {
                total = (metadata["pagination"] as IDictionary)?["total"] as long?;
            }
        }

        return new Page<T>(items, total);
    }

    private static List<T> ReadItems<T>(ref JsonTokens tokens, Action<T> prepare)
        where T : class, new()
    {
        List<T> items = [];
        for (tokens.ReadInside(); !tokens.IsEnd; tokens.ReadInside())
        {
            if (tokens.StartsObject)
            {
                var item = ResourceReader<T>.Read(ref tokens);
                prepare(item);
                items.Add(item);
            }
            else
            {
                JsonValue.Read(ref tokens);
            }
        }

        return items;
    }

    private static void ExpectObject(in JsonTokens tokens)
    {
        if (!tokens.StartsObject)
        {
            throw new JsonReaderException("The response is not a JSON object.");
        }
    }

    // Reads the whole body, because System.Text.Json reads text in segments at several times the cost.
    private static async Task<Buffered> BufferAsync(ApiResponse response, CancellationToken cancellationToken)
    {
        var first = Math.Min(response.ContentLength ?? TextBuffer, Math.Min(LargestFirstBuffer, response.MaximumSize));
        var buffer = ArrayPool<byte>.Shared.Rent((int)first + 1);
        var length = 0;
        try
        {
            while (true)
            {
                var read = await response.Body
                    .ReadAsync(buffer, length, buffer.Length - length, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    return new Buffered(buffer, length);
                }

                length += read;
                response.CheckSize(length);
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(length * 2L, LargestBuffer));
                    Buffer.BlockCopy(buffer, 0, larger, 0, length);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    private readonly struct Buffered(byte[] buffer, int length) : IDisposable
    {
        public bool IsEmpty => length == 0;

        public string Text => Encoding.UTF8.GetString(buffer, 0, length);

        /// <summary>Reads the body from its beginning.</summary>
        public TResult Read<TResult>(CancellationToken cancellationToken, TokenReader<TResult> read)
        {
#if NET
            try
            {
                var bytes = buffer.AsSpan(0, length);
                var tokens = new JsonTokens(
                    bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[3..] : bytes, cancellationToken);
                return read(ref tokens);
            }
            catch (Exception exception) when (exception is System.Text.Json.JsonException or InvalidOperationException)
            {
                // Newtonsoft.Json reads the text again, because it accepts NaN, Infinity and unpaired surrogates, which
                // managers can send. Its exception is reported if the text is invalid.
            }
#endif
            return ReadText(cancellationToken, read);
        }

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

        private TResult ReadText<TResult>(CancellationToken cancellationToken, TokenReader<TResult> read)
        {
            // A StreamReader skips a byte order mark.
            using var bytes = new CancellableStream(buffer, length, cancellationToken);
            using var text = new StreamReader(bytes, Encoding.UTF8, true, TextBuffer);
            using var reader = JsonValue.CreateReader(text);
            reader.ArrayPool = CharPool.Instance;
            var tokens = new JsonTokens(reader, cancellationToken);
            return read(ref tokens);
        }
    }

    // Checks for cancellation while the text is read, because one token can be as long as the whole text.
    private sealed class CancellableStream(byte[] buffer, int length, CancellationToken cancellationToken)
        : MemoryStream(buffer, 0, length)
    {
        public override int Read(byte[] buffer, int offset, int count)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return base.Read(buffer, offset, count);
        }
    }

    private sealed class CharPool : IArrayPool<char>
    {
        public static readonly CharPool Instance = new();

        public char[] Rent(int minimumLength) => ArrayPool<char>.Shared.Rent(minimumLength);

        public void Return(char[]? array)
        {
            if (array is not null)
            {
                ArrayPool<char>.Shared.Return(array);
            }
        }
    }
}
