using Newtonsoft.Json;
#if NET
using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
#endif

namespace CloudifyPS.Client.Json;

/// <summary>
/// Reads JSON token by token. On .NET the tokens come from UTF-8 through System.Text.Json, which is part of the
/// framework and precompiled. On .NET Framework, and for texts that System.Text.Json rejects, they come from
/// Newtonsoft.Json: managers are written in Python and can send NaN and unpaired surrogates.
/// </summary>
internal ref struct JsonTokens
{
    private readonly JsonTextReader? _text;
    private readonly CancellationToken _cancellationToken;
#if NET
    private static readonly object True = true;
    private static readonly object False = false;

    private readonly Utf8StringCache _values = new();
    private Utf8JsonReader _utf8;

    /// <summary>Reads UTF-8.</summary>
    public JsonTokens(ReadOnlySpan<byte> utf8, CancellationToken cancellationToken)
    {
        _utf8 = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonValue.MaxDepth });
        _cancellationToken = cancellationToken;
    }
#endif

    /// <summary>Reads text. The caller disposes of the reader.</summary>
    public JsonTokens(JsonTextReader text, CancellationToken cancellationToken)
    {
        _text = text;
        _cancellationToken = cancellationToken;
    }

#if NET
    /// <summary>Gets whether the current token starts an object.</summary>
    public readonly bool StartsObject =>
        _text is null ? _utf8.TokenType == JsonTokenType.StartObject : _text.TokenType == JsonToken.StartObject;

    /// <summary>Gets whether the current token starts an array.</summary>
    public readonly bool StartsArray =>
        _text is null ? _utf8.TokenType == JsonTokenType.StartArray : _text.TokenType == JsonToken.StartArray;

    /// <summary>Gets whether the current token ends an object or an array.</summary>
    public readonly bool IsEnd => _text is null
        ? _utf8.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray
        : _text.TokenType is JsonToken.EndObject or JsonToken.EndArray;

    /// <summary>Gets the name of the current attribute.</summary>
    public readonly string Name => _text is null
        ? _utf8.ValueIsEscaped ? _utf8.GetString()! : Utf8StringCache.Names.Get(_utf8.ValueSpan)
        : (string)_text.Value!;

    /// <summary>Returns whether the name of the current attribute is this text; false when that is not known.</summary>
    public readonly bool IsName(byte[] utf8) => _text is null && _utf8.ValueSpan.SequenceEqual(utf8);

    /// <summary>Gets the current scalar: string, long, BigInteger, double, bool or null.</summary>
    public readonly object? Value
    {
        get
        {
            if (_text is not null)
            {
                return _text.Value;
            }

            return _utf8.TokenType switch
            {
                JsonTokenType.String => _utf8.ValueIsEscaped ? _utf8.GetString() : _values.Get(_utf8.ValueSpan),
                JsonTokenType.Number => Number(),
                JsonTokenType.True => True,
                JsonTokenType.False => False,
                _ => null,
            };
        }
    }

    /// <summary>Reads a time in UTC from the current token without creating a string.</summary>
    public readonly bool TryGetUtcTime(out DateTimeOffset time)
    {
        // Without 'Z', Utf8JsonReader would take the time as local.
        if (_text is null && _utf8.TokenType == JsonTokenType.String && _utf8.ValueSpan is [.., (byte)'Z'])
        {
            return _utf8.TryGetDateTimeOffset(out time);
        }

        time = default;
        return false;
    }

    /// <summary>Reads the next token; false at the end of the text.</summary>
    public bool TryRead()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return _text is null ? _utf8.Read() : _text.Read();
    }

    private readonly object Number()
    {
        if (_utf8.TryGetInt64(out var integer))
        {
            return integer;
        }

        return _utf8.ValueSpan.IndexOfAny("eE."u8) < 0
            ? BigInteger.Parse(Encoding.ASCII.GetString(_utf8.ValueSpan), CultureInfo.InvariantCulture)
            : _utf8.GetDouble();
    }
#else
    /// <summary>Gets whether the current token starts an object.</summary>
    public readonly bool StartsObject => _text!.TokenType == JsonToken.StartObject;

    /// <summary>Gets whether the current token starts an array.</summary>
    public readonly bool StartsArray => _text!.TokenType == JsonToken.StartArray;

    /// <summary>Gets whether the current token ends an object or an array.</summary>
    public readonly bool IsEnd => _text!.TokenType is JsonToken.EndObject or JsonToken.EndArray;

    /// <summary>Gets the name of the current attribute.</summary>
    public readonly string Name => (string)_text!.Value!;

    /// <summary>Gets the current scalar: string, long, BigInteger, double, bool or null.</summary>
    public readonly object? Value => _text!.Value;

#pragma warning disable CA1822 // The counterparts for .NET are instance methods.
    /// <summary>Returns false: Newtonsoft.Json has already created a string of the name.</summary>
    public readonly bool IsName(byte[] utf8) => false;

    /// <summary>Returns false: Newtonsoft.Json has already created a string of the time.</summary>
    public readonly bool TryGetUtcTime(out DateTimeOffset time)
    {
        time = default;
        return false;
    }
#pragma warning restore CA1822

    /// <summary>Reads the next token; false at the end of the text.</summary>
    public readonly bool TryRead()
    {
        _cancellationToken.ThrowIfCancellationRequested();
        return _text!.Read();
    }
#endif

    /// <summary>Reads the first token of a text.</summary>
    /// <exception cref="JsonReaderException">The text is empty.</exception>
    public void ReadFirst()
    {
        if (!TryRead())
        {
            throw new JsonReaderException("The text is empty.");
        }
    }

    /// <summary>Reads the next token of a value that has begun.</summary>
    /// <exception cref="JsonReaderException">The text ends in the middle of a value.</exception>
    public void ReadInside()
    {
        if (!TryRead())
        {
            throw new JsonReaderException("The text ends in the middle of a value.");
        }
    }
}
