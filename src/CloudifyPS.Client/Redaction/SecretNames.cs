using System.Text.RegularExpressions;

namespace CloudifyPS.Client.Redaction;

/// <summary>Recognises the names of secrets: of JSON attributes, query parameters and headers.</summary>
internal static class SecretNames
{
    // Compared without punctuation, so that api_key, apiKey and X-Api-Key are one name. A name that ends with "key"
    // names a key, except "key" itself (the name of a secret or a label) and a public key.
    private static readonly Regex Names = new(
        "pass(wd|word|phrase|code)|pwd|secret|token|credential|hash|cookie|authorization|privatekey|connectionstring|"
        + "signature|bearer|^(value|pass|pin|otp|pw|auth|sig|jwt|sas|pem)$|(?<!by|com)pass$|(?<!^|public)keys?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex Punctuation = new("[^A-Za-z0-9]+");

    /// <summary>Returns whether a value under this name is a secret.</summary>
    public static bool Contain(string name) => Names.IsMatch(Punctuation.Replace(name, string.Empty));
}
