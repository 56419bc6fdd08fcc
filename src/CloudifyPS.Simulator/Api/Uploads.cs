using System.Net;
using CloudifyPS.Simulator.Archives;

namespace CloudifyPS.Simulator.Api;

/// <summary>Archives that requests bring with them, or name by a URL.</summary>
internal static class Uploads
{
    /// <summary>The archive; from the body, or fetched from the URL in the query.</summary>
    public static byte[] Read(Call call, string urlName)
    {
        var body = call.Request.Body;
        if (call.Query(urlName) is not { Length: > 0 } url)
        {
            return body.Count > 0 ? body.ToArray() : throw new InvalidDataException("The upload is empty.");
        }

        if (body.Count > 0)
        {
            throw Call.Bad("Can pass archive as only one of: URL via query parameters, multi-form or chunked.");
        }

        return Fetch(url);
    }

    /// <summary>What a URL leads to; a manager fetches while its client waits.</summary>
    private static byte[] Fetch(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https" or "file"))
        {
            throw Call.Bad($"Invalid URL '{url}': No scheme supplied. Perhaps you meant https://{url}?");
        }

        try
        {
#pragma warning disable SYSLIB0014 // The one way to read an address without a thread that waits, on every framework.
            using var web = new WebClient();
#pragma warning restore SYSLIB0014
            return web.DownloadData(address);
        }
        catch (WebException exception)
        {
            throw Call.Bad($"Cannot fetch {url}: {exception.Message}");
        }
    }

    /// <summary>The ending that an archive's content calls for.</summary>
    public static string Extension(byte[] archive) => archive switch
    {
        [0x50, 0x4B, ..] => "zip",
        [0x1F, 0x8B, ..] => "tar.gz",
        [0x42, 0x5A, 0x68, ..] => "tar.bz2",
        _ => "tar",
    };

    /// <summary>The files of a blueprint's archive.</summary>
    public static IReadOnlyDictionary<string, byte[]> Files(byte[] archive)
    {
        try
        {
            return ArchiveReader.ReadBlueprint(archive);
        }
        catch (ArchiveException exception)
        {
            throw Call.Bad(exception.Error == ArchiveError.UnrecognizedFormat
                ? "Blueprint archive is of an unrecognized format. "
                    + "Supported formats are: ['zip', 'tar', 'tar.gz', 'tar.bz2']"
                : exception.Message);
        }
    }
}
