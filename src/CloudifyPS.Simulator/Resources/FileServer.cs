using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Routing;

namespace CloudifyPS.Simulator.Resources;

/// <summary>What the manager's web server gives out below <c>/resources</c>: the files of blueprints.</summary>
internal static class FileServer
{
    private const string Root = "/resources/";

    public static bool Serves(string path) => path.StartsWith(Root, StringComparison.Ordinal);

    /// <summary>Answers as the web server in front of the manager does, in HTML when it refuses.</summary>
    public static ApiResponse Answer(ManagerCore manager, ApiRequest request)
    {
        try
        {
            _ = manager.Authenticator.Authenticate(request);
        }
        catch (ManagerErrorException error)
        {
            return Refuse(error.Status, "Authorization Required");
        }

        // resources/blueprints/tenant/blueprint/path/of/the/file
        const int PathStart = 4;
        var parts = request.Path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToList();
        return parts.Count > PathStart && parts[1] == "blueprints"
            && manager.State.Files.TryGetValue(string.Join("/", parts.Skip(1).Take(PathStart - 1)), out var archive)
            && Uploads.Files(archive.Content).TryGetValue(string.Join("/", parts.Skip(PathStart)), out var content)
                ? new ApiResponse(200, content, "application/octet-stream")
                : Refuse(404, "Not Found");
    }

    private static ApiResponse Refuse(int status, string title) => new(
        status,
        System.Text.Encoding.ASCII.GetBytes(
            $"<html>\r\n<head><title>{status} {title}</title></head>\r\n<body>\r\n<center><h1>{status} {title}</h1></center>\r\n"
            + "</body>\r\n</html>\r\n"),
        "text/html");
}
