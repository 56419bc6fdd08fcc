using System.Security;
using System.Text;
using CloudifyPS.Client.Security;

namespace CloudifyPS.Client.Connection;

/// <summary>Who sends the requests. Says nothing of the secret.</summary>
internal sealed class Credentials(string? userName, SecureString secret, bool isToken)
{
    public string? UserName { get; } = userName;

    /// <summary>Basic or Token.</summary>
    public string Kind => isToken ? "Token" : "Basic";

    /// <summary>The header that carries them.</summary>
    public (string Name, string Value) Header => isToken
        ? ("Authentication-Token", secret.ToPlainText())
        : ("Authorization", "Basic " + Convert.ToBase64String(
            Encoding.UTF8.GetBytes(UserName + ":" + secret.ToPlainText())));
}
