#if NET
using System.Text;

namespace CloudifyPS.Client.Json;

/// <summary>
/// Returns the same string for the same short UTF-8 text. Lists repeat attribute names, states and names of tenants
/// thousands of times. Each text has one place in the cache and replaces the text that was there, so that the cache
/// never grows.
/// </summary>
internal sealed class Utf8StringCache
{
    /// <summary>The maximum length of a cached text. Longer texts, such as identifiers, rarely repeat.</summary>
    private const int MaxLength = 32;
    private const int Places = 256;

    private readonly Entry?[] _entries = new Entry?[Places];

    /// <summary>Gets the cache of attribute names, shared by all readers. It holds no values.</summary>
    public static Utf8StringCache Names { get; } = new();

    /// <summary>Gets the string for a text without escapes.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxLength)
        {
            return Encode(utf8);
        }

        // FNV-1a. Threads may race for a place: entries are immutable, so the loser only encodes once more.
        var hash = 2166136261;
        foreach (var one in utf8)
        {
            hash = (hash ^ one) * 16777619;
        }

        ref var place = ref _entries[hash % Places];
        if (place is { } entry && utf8.SequenceEqual(entry.Utf8))
        {
            return entry.Text;
        }

        var text = Encode(utf8);
        place = new Entry(utf8.ToArray(), text);
        return text;
    }

    /// <exception cref="InvalidOperationException">The bytes are not UTF-8.</exception>
    private static string Encode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return Strict.GetString(utf8);
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidOperationException("The text is not UTF-8.", exception);
        }
    }

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private sealed record Entry(byte[] Utf8, string Text);
}
#endif
