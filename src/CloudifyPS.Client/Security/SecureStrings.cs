using System.Net;
using System.Security;

namespace CloudifyPS.Client.Security;

/// <summary>Between secure strings and the plain text that HTTP wants in the end.</summary>
internal static class SecureStrings
{
    public static SecureString ToSecureString(this string text)
    {
        var secure = new NetworkCredential(string.Empty, text).SecurePassword;
        secure.MakeReadOnly();
        return secure;
    }

    public static string ToPlainText(this SecureString secure) => new NetworkCredential(string.Empty, secure).Password;
}
