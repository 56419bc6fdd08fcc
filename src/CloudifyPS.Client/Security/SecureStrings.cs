using System.Net;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text;

namespace CloudifyPS.Client.Security;

/// <summary>Converts between SecureString and text.</summary>
internal static class SecureStrings
{
    /// <summary>The maximum number of characters in a SecureString.</summary>
    public const int MaximumLength = 65536;

    // The rest of each text that is longer than MaximumLength, by the SecureString that holds its beginning.
    private static readonly ConditionalWeakTable<SecureString, SecureString> Rests = new();

    /// <summary>
    /// Gets the text as a SecureString. Only <see cref="ToPlainText"/> can read a text that is longer than
    /// <see cref="MaximumLength"/> from it.
    /// </summary>
    public static SecureString ToSecureString(this string text)
    {
        if (text.Length <= MaximumLength)
        {
            var secure = new NetworkCredential(string.Empty, text).SecurePassword;
            secure.MakeReadOnly();
            return secure;
        }

        var first = text.Substring(0, MaximumLength).ToSecureString();
        Rests.Add(first, text.Substring(MaximumLength).ToSecureString());
        return first;
    }

    /// <summary>Gets whether the text is so long that only this module can read it.</summary>
    public static bool HasRest(this SecureString secure) => Rests.TryGetValue(secure, out _);

    /// <summary>Gets the text.</summary>
    public static string ToPlainText(this SecureString secure)
    {
        if (!Rests.TryGetValue(secure, out var rest))
        {
            return new NetworkCredential(string.Empty, secure).Password;
        }

        var text = new StringBuilder(new NetworkCredential(string.Empty, secure).Password);
        for (var next = rest; next is not null; next = Rests.TryGetValue(next, out var more) ? more : null)
        {
            text.Append(new NetworkCredential(string.Empty, next).Password);
        }

        return text.ToString();
    }
}
