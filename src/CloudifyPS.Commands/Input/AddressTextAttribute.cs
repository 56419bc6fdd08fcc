using System.Management.Automation;
using System.Text.RegularExpressions;
using CloudifyPS.Client.Redaction;

namespace CloudifyPS.Commands.Input;

/// <summary>
/// Converts the argument of a URL parameter. The error for an invalid URL does not quote a password in it, as the error
/// of PowerShell would.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AddressTextAttribute : ArgumentTransformationAttribute
{
    // A relative path of an archive is not a repository.
    private static readonly Regex Repository = new(
        @"^(?!.*\.(zip|tar|gz|tgz|bz2|tbz2?)$)(?<repository>[\w.-]+/[\w.-]+)(:(?<branch>[\w./-]+))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>Gets or sets the scheme for a text without one; null if a scheme is required.</summary>
    public string? DefaultScheme { get; set; }

    /// <summary>Gets or sets whether <c>org/repo</c> and <c>org/repo:branch</c> are repositories on GitHub.</summary>
    public bool AllowsRepository { get; set; }

    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        if (value is null || value is Uri { IsAbsoluteUri: true })
        {
            return value;
        }

        var text = value.ToString()!.Trim();
        if (AllowsRepository && Repository.Match(text) is { Success: true } match)
        {
            var branch = match.Groups["branch"] is { Success: true } group ? group.Value : "HEAD";
            return new Uri($"https://github.com/{match.Groups["repository"].Value}/archive/{branch}.tar.gz");
        }

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
