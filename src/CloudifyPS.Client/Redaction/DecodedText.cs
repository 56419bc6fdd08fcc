using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CloudifyPS.Client.Redaction;

/// <summary>
/// A text without its escapes: those of JSON and Python (also nested, with more than one backslash), of URLs and of
/// HTML. Two encodings of one text decode to the same text. Every character knows its place in the original.
/// </summary>
internal sealed class DecodedText
{
    // What an escape stands for can be a part of the next one: %5Cu00e9. Texts are seldom nested deeper.
    private const int MaximumPasses = 8;

    private static readonly Regex Entity = new(
        "\\G&(?:amp;)*(?:#x(?<hex>[0-9a-f]{1,6})|#(?<code>[0-9]{1,7})|(?<name>amp|lt|gt|quot|apos));",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly string _source;
    private readonly StringBuilder _text = new();
    private readonly List<int> _starts = [];
    private readonly List<byte> _bytes = [];
    private readonly List<int> _byteStarts = [];

    private DecodedText(string source)
    {
        _source = source;
        var position = 0;
        while (position < source.Length)
        {
            position = source[position] switch
            {
                '\\' => Backslash(position),
                '%' => Percent(position),
                '&' => Ampersand(position),
                '+' => Append(" ", position, position + 1),
                _ => Append(source[position].ToString(), position, position + 1),
            };
        }

        FlushBytes();
        _starts.Add(source.Length);
        Text = _text.ToString();
    }

    public string Text { get; }

    public static DecodedText Of(string source)
    {
        var decoded = new DecodedText(source);
        for (var pass = 1; pass < MaximumPasses; pass++)
        {
            var next = new DecodedText(decoded.Text);
            if (next.Text == decoded.Text)
            {
                break;
            }

            for (var index = 0; index < next._starts.Count; index++)
            {
                next._starts[index] = decoded._starts[next._starts[index]];
            }

            decoded = next;
        }

        return decoded;
    }

    /// <summary>Gets the place in the original of a character, or of the end.</summary>
    public int Start(int index) => _starts[index];

    private int Backslash(int start)
    {
        var next = start;
        while (next < _source.Length && _source[next] == '\\')
        {
            next++;
        }

        if (next == _source.Length)
        {
            return next;
        }

        switch (_source[next])
        {
            case 'u' when Hex(next + 1, 4) is { } unit:
                return Append(((char)unit).ToString(), start, next + 5);
            case 'U' when Hex(next + 1, 8) is <= 0x10FFFF and not (>= 0xD800 and <= 0xDFFF) and { } code:
                return Append(char.ConvertFromUtf32(code), start, next + 9);
            case 'x' when Hex(next + 1, 2) is { } value:
                return AppendByte((byte)value, start, next + 3);
            case 'n':
                return Append("\n", start, next + 1);
            case 'r':
                return Append("\r", start, next + 1);
            case 't':
                return Append("\t", start, next + 1);
            default:
                return next;
        }
    }

    private int Percent(int start)
    {
        // %2541 is %41, encoded once more.
        var digits = start + 1;
        while (string.CompareOrdinal(_source, digits, "25", 0, 2) == 0 && Hex(digits + 2, 2) is not null)
        {
            digits += 2;
        }

        return Hex(digits, 2) is { } value
            ? AppendByte((byte)value, start, digits + 2)
            : Append("%", start, start + 1);
    }

    private int Ampersand(int start)
    {
        var match = Entity.Match(_source, start);
        var text = !match.Success ? "&" : match.Groups["name"].Value.ToLowerInvariant() switch
        {
            "lt" => "<",
            "gt" => ">",
            "quot" => "\"",
            "apos" => "'",
            "amp" => "&",
            _ => FromCode(match),
        };
        return Append(text, start, match.Success ? start + match.Length : start + 1);
    }

    private static string FromCode(Match match)
    {
        var code = match.Groups["hex"].Success
            ? int.Parse(match.Groups["hex"].Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : int.Parse(match.Groups["code"].Value, CultureInfo.InvariantCulture);
        return code is > 0x10FFFF or (>= 0xD800 and <= 0xDFFF) ? match.Value : char.ConvertFromUtf32(code);
    }

    private int? Hex(int start, int length) =>
        start + length <= _source.Length
        && int.TryParse(
            _source.Substring(start, length),
            NumberStyles.AllowHexSpecifier,
            CultureInfo.InvariantCulture,
            out var value) ? value : null;

    private int Append(string text, int start, int end)
    {
        FlushBytes();
        foreach (var letter in text)
        {
            _text.Append(letter);
            _starts.Add(start);
        }

        return end;
    }

    private int AppendByte(byte value, int start, int end)
    {
        _bytes.Add(value);
        _byteStarts.Add(start);
        return end;
    }

    // Bytes that are not UTF-8 are characters of Latin-1, as Python 2 prints them.
    private void FlushBytes()
    {
        for (var index = 0; index < _bytes.Count;)
        {
            var length = _bytes[index] switch
            {
                < 0x80 => 1,
                < 0xC2 => 0,
                < 0xE0 => 2,
                < 0xF0 => 3,
                < 0xF5 => 4,
                _ => 0,
            };
            var isUtf8 = length > 0 && index + length <= _bytes.Count
                && _bytes.Skip(index + 1).Take(length - 1).All(next => (next & 0xC0) == 0x80);
            var text = isUtf8
                ? Encoding.UTF8.GetString(_bytes.GetRange(index, length).ToArray())
                : ((char)_bytes[index]).ToString();
            foreach (var letter in text)
            {
                _text.Append(letter);
                _starts.Add(_byteStarts[index]);
            }

            index += isUtf8 ? length : 1;
        }

        _bytes.Clear();
        _byteStarts.Clear();
    }
}
