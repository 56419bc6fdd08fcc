using System.Security;
using System.Text;
using CloudifyPS.Client.Security;

namespace CloudifyPS.Client.Connection;

/// <summary>Authenticates requests, with a user and a password or with a token.</summary>
internal sealed class Credentials
{
    private static readonly char[] LineEnds = ['\r', '\n'];

    private readonly SecureString _secret;
    private readonly bool _isToken;

    private Credentials(string? userName, SecureString secret, bool isToken)
    {
        UserName = userName;
        _secret = secret;
        _isToken = isToken;
    }

    public string? UserName { get; }

    /// <summary>Gets Basic or Token.</summary>
    public string Kind => _isToken ? "Token" : "Basic";

    /// <summary>Gets the header that carries them.</summary>
    public (string Name, string Value) Header => _isToken
        ? ("Authentication-Token", _secret.ToPlainText())
        : ("Authorization", "Basic " + Encode(UserName, _secret.ToPlainText()));

    /// <summary>Gets everything that must not be shown.</summary>
    public IEnumerable<string> Secrets => _isToken
        ? [_secret.ToPlainText()]
        : BasicSecrets(UserName, _secret.ToPlainText());

    /// <summary>Creates the credentials of a session; null for none.</summary>
    /// <exception cref="ArgumentException">The password or the token is not valid. The value is not
    /// quoted.</exception>
    public static Credentials? From(ConnectionOptions options) => options switch
    {
        { Token: { } token } => new Credentials(options.UserName, Trim(token), isToken: true),
        { Password: { } password } => new Credentials(options.UserName, Check(password), isToken: false),
        _ => null,
    };

    /// <summary>Gets everything of Basic authentication that must not be shown.</summary>
    public static IEnumerable<string> BasicSecrets(string? userName, string password)
    {
        yield return Encode(userName, password);
        yield return userName + ":" + password;

        // A password equal to the user name is not redacted, because the user name is not secret.
        if (password != userName)
        {
            yield return password;
        }
    }

    private static string Encode(string? userName, string password) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(userName + ":" + password));

    // A token from a file or an environment variable often ends with a line end, which a header cannot contain.
    private static SecureString Trim(SecureString token)
    {
        var text = token.ToPlainText();
        var trimmed = text.TrimEnd(LineEnds);
        return trimmed switch
        {
            "" => throw new ArgumentException("The token is empty."),
            _ when trimmed.Any(letter => letter is < '!' or > '~') => throw new ArgumentException(
                "The token has a character that no token has, such as a space or a line break. "
                + "Check where the token comes from."),
            _ => trimmed == text ? token : trimmed.ToSecureString(),
        };
    }

    // A line end can be part of a password. It is therefore rejected, not removed.
    private static SecureString Check(SecureString password) =>
        password.ToPlainText() is { Length: > 0 } text && LineEnds.Contains(text[text.Length - 1])
            ? throw new ArgumentException(
                "The password ends with a line break. Remove it, for example with .TrimEnd() where the password is "
                + "read from a file.")
            : password;
}
