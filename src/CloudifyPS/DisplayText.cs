using System.Globalization;
using System.Text;

namespace CloudifyPS;

/// <summary>
/// Escapes control characters in texts from a manager for display, because a terminal would execute control sequences.
/// The properties of resources contain the original texts.
/// </summary>
public static class DisplayText
{
    /// <summary>
    /// Gets the text with every control character as its code, such as \u001B. This includes the characters that change
    /// the direction of writing; line breaks and tabs stay.
    /// </summary>
    /// <param name="value">The value to show.</param>
    public static string? Clean(object? value)
    {
        var text = value is null or string ? (string?)value : Convert.ToString(value, CultureInfo.CurrentCulture);
        if (text is null || !text.Any(IsControl))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; index++)
        {
            var letter = text[index];
            var isLineEnd = letter == '\r' && index + 1 < text.Length && text[index + 1] == '\n';
            if (IsControl(letter) && !isLineEnd)
            {
                clean.AppendFormat(CultureInfo.InvariantCulture, "\\u{0:X4}", (int)letter);
            }
            else
            {
                clean.Append(letter);
            }
        }

        return clean.ToString();
    }

    private static bool IsControl(char letter) => letter switch
    {
        '\n' or '\t' => false,
        '\u061C' or '\u200E' or '\u200F' => true,
        (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') => true,
        _ => char.IsControl(letter),
    };
}
