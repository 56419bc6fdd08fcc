using CloudifyPS.Simulator.Archives;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Routing;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Reads uploaded archives: from the body, or from the URL that the request names.</summary>
internal static class Uploads
{
    /// <summary>The part of a form with the archive, whatever kind of archive it is.</summary>
    private const string FormPart = "blueprint_archive";

    /// <summary>Gets the archive.</summary>
    /// <param name="call">The request.</param>
    /// <param name="urlName">The argument with the URL.</param>
    public static byte[] Read(RequestContext call, string urlName)
    {
        if (UploadArguments.Url(call.Request, urlName) is not { } url)
        {
            return HasArchive(call.Request)
                ? Content(call.Request)
                : throw new InvalidDataException("The upload is empty.");
        }

        CheckSource(call, urlName);
        return call.Request.Download is { Content: { } content }
            ? content
            : throw Refusal.BadParameters($"Cannot fetch {url}: {call.Request.Download?.Error}");
    }

    /// <exception cref="ManagerErrorException">The request has an archive and a URL.</exception>
    public static void CheckSource(RequestContext call, string urlName)
    {
        if (UploadArguments.Url(call.Request, urlName) is not null && HasArchive(call.Request))
        {
            throw Refusal.BadParameters(
                "Can pass archive as only one of: URL via query parameters, multi-form or chunked.");
        }
    }

    /// <summary>Gets whether the body is or has an archive.</summary>
    private static bool HasArchive(ApiRequest request) =>
        request.IsForm ? request.Form.Files.ContainsKey(FormPart) : request.Body.Count > 0;

    private static byte[] Content(ApiRequest request) =>
        request.IsForm ? request.Form.Files[FormPart] : request.Body.ToArray();

    /// <summary>Gets the file extension for an archive's content.</summary>
    public static string Extension(byte[] archive) => archive switch
    {
        [0x50, 0x4B, ..] => "zip",
        [0x1F, 0x8B, ..] => "tar.gz",
        [0x42, 0x5A, 0x68, ..] => "tar.bz2",
        _ => "tar",
    };

    /// <summary>Checks the format of a blueprint's archive. Whether it has one directory is checked later.</summary>
    public static void Check(byte[] archive)
    {
        try
        {
            _ = Files(archive);
        }
        catch (ArchiveException)
        {
            // The upload succeeds, and the extraction fails.
        }
    }

    /// <summary>Gets the files of a blueprint's archive.</summary>
    /// <exception cref="ManagerErrorException">400: it is not an archive.</exception>
    /// <exception cref="ArchiveException">It has not exactly one directory.</exception>
    public static IReadOnlyDictionary<string, byte[]> Files(byte[] archive)
    {
        try
        {
            return ArchiveReader.ReadBlueprint(archive);
        }
        catch (ArchiveException exception) when (exception.Error != ArchiveError.NotOneDirectory)
        {
            throw Refusal.BadParameters(exception.Error == ArchiveError.UnrecognizedFormat
                ? "Blueprint archive is of an unrecognized format. "
                    + "Supported formats are: ['zip', 'tar', 'tar.gz', 'tar.bz2']"
                : exception.Message);
        }
    }
}
