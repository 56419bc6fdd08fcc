using System.Text;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Archives;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Archives that requests bring with them, or name by a URL.</summary>
internal static class Uploads
{
    /// <summary>The archive; from the body, or fetched from the URL in the query.</summary>
    /// <param name="call">The request.</param>
    /// <param name="urlName">The query argument that names the URL.</param>
    public static byte[] Read(RequestContext call, string urlName)
    {
        if (Url(call.Request, urlName) is not { } url)
        {
            return HasArchive(call.Request) ? Content(call) : throw new InvalidDataException("The upload is empty.");
        }

        CheckSource(call, urlName);
        return call.Request.Download is { Content: { } content }
            ? content
            : throw RequestContext.Bad($"Cannot fetch {url}: {call.Request.Download?.Error}");
    }

    /// <exception cref="ManagerErrorException">The archive comes with the request, and from a URL.</exception>
    public static void CheckSource(RequestContext call, string urlName)
    {
        if (Url(call.Request, urlName) is not null && HasArchive(call.Request))
        {
            throw RequestContext.Bad("Can pass archive as only one of: URL via query parameters, multi-form or chunked.");
        }
    }

    /// <summary>What a request says about its archive: in its query, or in a part of its form.</summary>
    public static JObject Arguments(RequestContext call)
    {
        if (FormArguments(call.Request) is { } form)
        {
            return form;
        }

        var arguments = new JObject();
        foreach (var argument in call.Request.Query)
        {
            arguments[argument.Key] ??= argument.Value;
        }

        return arguments;
    }

    /// <summary>The URL that the request asks the manager to fetch, in its query or its form.</summary>
    public static string? Url(ApiRequest request, string name) =>
        (request.Argument(name) ?? FormArguments(request)?.Text(name)) is { Length: > 0 } url ? url : null;

    private static JObject? FormArguments(ApiRequest request) => request.Form.TryGetValue("params", out var text)
        ? JsonText.Parse(Encoding.UTF8.GetString(text)) as JObject
        : null;

    /// <summary>Whether the request itself brings an archive.</summary>
    private static bool HasArchive(ApiRequest request) =>
        request.Form.Count > 0 ? request.Form.Keys.Any(part => part != "params") : request.Body.Count > 0;

    private static byte[] Content(RequestContext call) => call.Request.Header("Content-Type") switch
    {
        _ when call.Request.Form.Count > 0 => call.Request.Form.First(part => part.Key != "params").Value,

        // The manager's web framework takes the form for itself, and nothing is left.
        "application/x-www-form-urlencoded" => throw new InvalidDataException("The upload is a form."),
        _ => call.Request.Body.ToArray(),
    };

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
            throw RequestContext.Bad(exception.Error == ArchiveError.UnrecognizedFormat
                ? "Blueprint archive is of an unrecognized format. "
                    + "Supported formats are: ['zip', 'tar', 'tar.gz', 'tar.bz2']"
                : exception.Message);
        }
    }
}
