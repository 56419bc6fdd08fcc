using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Routing;

namespace CloudifyPS.Simulator.Resources;

/// <summary>Serves the files of blueprints: <c>/resources/blueprints/{tenant}/{blueprint}/{file}</c>.</summary>
internal static class FileServer
{
    private const string Root = "/resources/";

    /// <summary>Responds to a request. Errors are HTML, as from the web server in front of a manager.</summary>
    /// <returns>Null when the path is not below <c>/resources</c>.</returns>
    public static ApiResponse? Answer(ManagerContext manager, ApiRequest request)
    {
        if (!request.Path.StartsWith(Root, StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            _ = new Authenticator(manager).Authenticate(request);
        }
        catch (ManagerErrorException error)
        {
            return Refuse(error.Status, "Authorization Required");
        }

        const int PathStart = 4;
        var parts = request.Path.Trim('/').Split('/').Select(Uri.UnescapeDataString).ToList();
        return parts.Count > PathStart && parts[1] == "blueprints"
            && manager.Store.FindBlueprintFile(parts[2], parts[3], string.Join("/", parts.Skip(PathStart)))
                is { } content
                ? new ApiResponse(200, new MemoryStream(content), "application/octet-stream")
                : Refuse(404, "Not Found");
    }

    private static ApiResponse Refuse(int status, string title) => new(
        status,
        new MemoryStream(System.Text.Encoding.ASCII.GetBytes(
            $"<html>\r\n<head><title>{status} {title}</title></head>\r\n<body>\r\n"
            + $"<center><h1>{status} {title}</h1></center>\r\n</body>\r\n</html>\r\n")),
        "text/html");
}
