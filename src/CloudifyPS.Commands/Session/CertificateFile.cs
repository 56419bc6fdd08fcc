using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Commands.Session;

/// <summary>Reads certificate files: PEM with one or more certificates, or DER.</summary>
internal static class CertificateFile
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";
    private const string End = "-----END CERTIFICATE-----";

    /// <summary>Reads all certificates of a file.</summary>
    /// <exception cref="ArgumentException">The file contains no valid certificate.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static X509Certificate2Collection Read(string path)
    {
        var certificates = new X509Certificate2Collection();
        RegularFile.Require(path);
        var content = File.ReadAllBytes(path);
        var text = System.Text.Encoding.ASCII.GetString(content);
        try
        {
            var begin = text.IndexOf(Begin, StringComparison.Ordinal);
            if (begin < 0)
            {
                certificates.Add(content.Length > 0 ? Load(content) : throw new FormatException("The file is empty."));
            }

            while (begin >= 0)
            {
                begin += Begin.Length;
                var end = text.IndexOf(End, begin, StringComparison.Ordinal);
                if (end < 0)
                {
                    throw new FormatException("The end line of a certificate is missing.");
                }

                certificates.Add(Load(Convert.FromBase64String(text.Substring(begin, end - begin))));
                begin = text.IndexOf(Begin, end, StringComparison.Ordinal);
            }
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            throw new ArgumentException(
                $"'{path}' does not contain valid certificates: {exception.Message}", exception);
        }

        return certificates;
    }

    private static X509Certificate2 Load(byte[] content) =>
#pragma warning disable SYSLIB0057 // The replacement, X509CertificateLoader, requires .NET 9.
        new(content);
#pragma warning restore SYSLIB0057
}
