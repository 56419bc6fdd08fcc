using System.Management.Automation;
using CloudifyPS.Client.Redaction;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// On an address: refuses a text that is not one without quoting a password in it, which the error of PowerShell
/// would do.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressTextAttribute : ArgumentTransformationAttribute
{
    /// <summary>Gets or sets the scheme of a text that has none; null if a scheme is required.</summary>
    public string? DefaultScheme { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null || value is Uri { IsAbsoluteUri: true })
        {
            return value;
        }

        var text = value.ToString()!.Trim();
        if (DefaultScheme is not null && text.IndexOf("://", StringComparison.Ordinal) < 0)
        {
            text = DefaultScheme + "://" + text;
        }

        // On Unix, //host/path is the address of a file.
        return Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && !uri.IsFile
            ? uri
            : throw new ArgumentTransformationMetadataException(
                $"'{Redactor.Default.Addresses(text)}' is not a complete address, such as https://host/path.");
    }
}
