using System.Buffers;
using System.Collections;
using System.Text;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Json;
using Newtonsoft.Json;

namespace CloudifyPS.Client.Lists;

/// <summary>Reads answers into resources.</summary>
internal static class PageReader
{
    private const int TextBuffer = 16 * 1024;

    // What is announced is not always what comes.
    private const int LargestFirstBuffer = 16 * 1024 * 1024;

    /// <summary>Reads a list: <c>{items, metadata}</c>, or a bare array.</summary>
    public static async Task<Page<T>> ReadPageAsync<T>(
        ApiResponse response, Action<T> prepare, CancellationToken cancellationToken)
        where T : class, new()
    {
        using var body = await BufferAsync(response, cancellationToken).ConfigureAwait(false);
        using var reader = body.Open(ResourceReader<T>.CreateReader);
        return ReadPage(reader, prepare);
    }

    /// <summary>Reads one resource, or the several that a bundle makes.</summary>
    public static async Task<Page<T>> ReadOneOrManyAsync<T>(
        ApiResponse response, Action<T> prepare, CancellationToken cancellationToken)
        where T : class, new()
    {
        using var body = await BufferAsync(response, cancellationToken).ConfigureAwait(false);
        var text = body.Text.TrimStart();
        var isList = text.StartsWith("[", StringComparison.Ordinal) || JsonValue.Parse(text) is IDictionary map && map.Contains("items");
        using var reader = body.Open(ResourceReader<T>.CreateReader);
        if (isList)
        {
            return ReadPage(reader, prepare);
        }

        ReadFirst(reader);
        ExpectObject(reader);
        var one = ResourceReader<T>.Read(reader);
        prepare(one);
        return new Page<T>([one], 1);
    }

    /// <summary>Reads one resource; null when the answer had no body (204).</summary>
    public static async Task<T?> ReadAsync<T>(ApiResponse response, CancellationToken cancellationToken)
        where T : class, new()
    {
        using var body = await BufferAsync(response, cancellationToken).ConfigureAwait(false);
        if (body.IsEmpty)
        {
            return null;
        }

        using var reader = body.Open(ResourceReader<T>.CreateReader);
        ReadFirst(reader);
        ExpectObject(reader);
        return ResourceReader<T>.Read(reader);
    }

    /// <summary>Reads free-form JSON; null when the answer had no body.</summary>
    public static async Task<object?> ReadValueAsync(ApiResponse response, CancellationToken cancellationToken)
    {
        using var body = await BufferAsync(response, cancellationToken).ConfigureAwait(false);
        if (body.IsEmpty)
        {
            return null;
        }

        using var reader = body.Open(text => JsonValue.CreateReader(text));
        ReadFirst(reader);
        return JsonValue.Read(reader);
    }

    /// <summary>Reads text; null when the answer had no body.</summary>
    public static async Task<string?> ReadTextAsync(ApiResponse response, CancellationToken cancellationToken)
    {
        using var body = await BufferAsync(response, cancellationToken).ConfigureAwait(false);
        return body.IsEmpty ? null : body.Text;
    }

    private static Page<T> ReadPage<T>(JsonTextReader reader, Action<T> prepare)
        where T : class, new()
    {
        var items = new List<T>();
        long? total = null;
        ReadFirst(reader);
        if (reader.TokenType == JsonToken.StartArray)
        {
            ReadItems(reader, items, prepare);
            return new Page<T>(items, items.Count);
        }

        ExpectObject(reader);
        while (JsonValue.ReadInside(reader) != JsonToken.EndObject)
        {
            var name = (string)reader.Value!;
            JsonValue.ReadInside(reader);
            if (name == "items" && reader.TokenType == JsonToken.StartArray)
            {
                ReadItems(reader, items, prepare);
            }
            else if (JsonValue.Read(reader) is IDictionary metadata && name == "metadata")
            {
                total = (metadata["pagination"] as IDictionary)?["total"] as long?;
            }
        }

        return new Page<T>(items, total);
    }

    private static void ReadItems<T>(JsonTextReader reader, List<T> items, Action<T> prepare)
        where T : class, new()
    {
        while (JsonValue.ReadInside(reader) != JsonToken.EndArray)
        {
            if (reader.TokenType != JsonToken.StartObject)
            {
                JsonValue.Read(reader);
                continue;
            }

            var item = ResourceReader<T>.Read(reader);
            prepare(item);
            items.Add(item);
        }
    }

    private static void ReadFirst(JsonTextReader reader)
    {
        if (!reader.Read())
        {
            throw new JsonReaderException("the answer is empty.");
        }
    }

    private static void ExpectObject(JsonTextReader reader)
    {
        if (reader.TokenType != JsonToken.StartObject)
        {
            throw new JsonReaderException("the answer is no JSON object.");
        }
    }

    // First the network, which can be cancelled, then the parser, which cannot.
    private static async Task<Buffered> BufferAsync(ApiResponse response, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(response.ContentLength ?? TextBuffer, LargestFirstBuffer) + 1);
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
                if (length == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(checked(length * 2));
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

        public JsonTextReader Open(Func<TextReader, JsonTextReader> create)
        {
            // A StreamReader skips a byte order mark.
            var reader = create(
                new StreamReader(new MemoryStream(buffer, 0, length), Encoding.UTF8, true, TextBuffer));
            reader.ArrayPool = CharPool.Instance;
            return reader;
        }

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
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
