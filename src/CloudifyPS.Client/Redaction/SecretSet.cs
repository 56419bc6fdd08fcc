using System.Text;

namespace CloudifyPS.Client.Redaction;

/// <summary>Secrets whose values are known, and their removal from texts in every encoding.</summary>
internal sealed class SecretSet
{
    // Shorter ones are replaced only as whole words: replacing every "1" would leave no text.
    private const int ShortestPart = 4;

    private readonly string[] _values;
    private readonly string[] _decoded;
    private readonly string[] _base64;

    public SecretSet(IEnumerable<string> secrets)
    {
        _values = [.. secrets.Where(secret => secret.Trim().Length > 0).Distinct(StringComparer.Ordinal)];
        _decoded = [.. _values.Select(value => DecodedText.Of(value).Text)];
        _base64 = [.. _values.SelectMany(Base64).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Returns the text with a mark in place of every secret.</summary>
    public string Remove(string text)
    {
        if (_values.Length == 0 || text.Length == 0)
        {
            return text;
        }

        var decoded = DecodedText.Of(text);
        var found = _values.SelectMany(value => Find(text, value))
            .Concat(_base64.SelectMany(value => FindBase64(text, value)))
            .Concat(_decoded.SelectMany(value => Find(decoded.Text, value))
                .Concat(_base64.SelectMany(value => FindBase64(decoded.Text, value.Replace('+', ' '))))
                .Select(span => (Start: decoded.Start(span.Start), End: decoded.Start(span.End))))
            .OrderBy(span => span.Start);
        StringBuilder result = new();
        var written = 0;
        foreach ((var start, var end) in found)
        {
            if (start >= written)
            {
                result.Append(text, written, start - written).Append(Redactor.Mark);
            }

            written = Math.Max(written, end);
        }

        return written == 0 ? text : result.Append(text, written, text.Length - written).ToString();
    }

    private static IEnumerable<(int Start, int End)> Find(string text, string secret)
    {
        if (secret.Length == 0)
        {
            yield break;
        }

        for (var start = text.IndexOf(secret, StringComparison.Ordinal);
            start >= 0;
            start = text.IndexOf(secret, start + 1, StringComparison.Ordinal))
        {
            var end = start + secret.Length;
            if (secret.Length >= ShortestPart || (!IsWord(text, start - 1) && !IsWord(text, end)))
            {
                yield return (start, end);
            }
        }
    }

    // The characters at both ends have bits of the secret and of its neighbours.
    private static IEnumerable<(int Start, int End)> FindBase64(string text, string part)
    {
        foreach ((var first, var last) in Find(text, part))
        {
            var start = first > 0 && IsBase64(text[first - 1]) ? first - 1 : first;
            var end = last < text.Length && IsBase64(text[last]) ? last + 1 : last;
            while (end < text.Length && text[end] == '=')
            {
                end++;
            }

            yield return (start, end);
        }
    }

    private static bool IsBase64(char letter) =>
        letter is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '+' or '/' or '-' or '_';

    private static bool IsWord(string text, int index) =>
        index >= 0 && index < text.Length && char.IsLetterOrDigit(text[index]);

    // Base64 of a text that has the secret somewhere in it. Three bytes are four characters, so there are three forms.
    private static IEnumerable<string> Base64(string secret)
    {
        var bytes = Encoding.UTF8.GetBytes(secret);
        for (var shift = 0; shift < 3 && bytes.Length >= ShortestPart; shift++)
        {
            var encoded = Convert.ToBase64String([.. new byte[shift], .. bytes]);

            // The characters at both ends depend on the neighbours of the secret as well.
            var first = ((shift * 8) + 5) / 6;
            var part = encoded.Substring(first, ((shift + bytes.Length) * 8 / 6) - first);
            yield return part;
            yield return part.Replace('+', '-').Replace('/', '_');
        }
    }
}
