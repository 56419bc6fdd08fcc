using System.Globalization;
using System.Text;

namespace CloudifyPS.Client.Transfers;

/// <summary>Makes names that a manager suggests safe: they cannot leave the folder, on any platform.</summary>
internal static class SafeFileName
{
    // The maximum length of a file name in common file systems, in bytes.
    private const int LongestName = 255;
    private const int LongestExtension = 32;

    // Not valid on Windows. They are replaced on every platform, because the folder can be shared.
    private const string Forbidden = "<>:\"/\\|?*";

    private static readonly HashSet<string> Devices = new(
        new[] { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$" }.Concat(
            "0123456789\u00B9\u00B2\u00B3".SelectMany(digit => new[] { "COM" + digit, "LPT" + digit })),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets the last part of a name, with unsafe characters replaced; null if nothing is left.</summary>
    public static string? Of(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var last = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
        var safe = Trim(string.Concat(last.Select(letter => IsSafe(letter) ? letter : '_')));
        if (Devices.Contains(Trim(safe.Split('.')[0])))
        {
            safe = "_" + safe;
        }

        return safe.Trim('_', ' ', '.').Length == 0 ? null : Shorten(safe);
    }

    // Windows removes both from the end of a name.
    private static string Trim(string name) => name.TrimEnd('.', ' ');

    private static bool IsSafe(char letter) => Forbidden.IndexOf(letter) < 0 && char.GetUnicodeCategory(letter)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator);

    private static string Shorten(string name)
    {
        if (Encoding.UTF8.GetByteCount(name) <= LongestName)
        {
            return name;
        }

        var extension = Path.GetExtension(name);
        if (Encoding.UTF8.GetByteCount(extension) > LongestExtension)
        {
            extension = string.Empty;
        }

        var letters = StringInfo.GetTextElementEnumerator(name.Substring(0, name.Length - extension.Length));
        var stem = new StringBuilder();
        var left = LongestName - Encoding.UTF8.GetByteCount(extension);
        while (letters.MoveNext() && (left -= Encoding.UTF8.GetByteCount(letters.GetTextElement())) >= 0)
        {
            stem.Append(letters.GetTextElement());
        }

        return Trim(stem.ToString()) + extension;
    }
}
