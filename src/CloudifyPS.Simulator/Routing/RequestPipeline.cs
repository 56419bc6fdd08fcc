using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;

namespace CloudifyPS.Simulator.Routing;

/// <summary>
/// Processes requests: finds the route, authenticates and authorizes the user, reads the body, and calls the handler of
/// the route. The lock of the state is held while the state is used, but not while a body or an archive is received.
/// </summary>
/// <param name="manager">The manager that the requests act on.</param>
/// <param name="routes">The routes of the API.</param>
/// <param name="files">Processes requests to the manager's file server. Returns null for other paths.</param>
internal sealed class RequestPipeline(
    ManagerContext manager, RouteTable routes, Func<ApiRequest, ApiResponse?> files)
{
    private const int MaxJsonSize = 16 * 1024 * 1024;
    private const int MaxArchiveSize = 512 * 1024 * 1024;
    private const string Missing =
        "The requested URL was not found on the server. If you entered the URL manually please check your spelling and "
        + "try again.";

    private readonly RequestGate _gate = new(manager);

    /// <summary>Processes a request. All exceptions except those of the connection become error responses.</summary>
    public async Task<ApiResponse> AnswerAsync(ApiRequest request)
    {
        Admitted? admitted = null;
        if (Guard(() => Admit(request, out admitted)) is { } refusal)
        {
            return refusal;
        }

        var (route, call) = admitted!;
        return await ReceiveAsync(request, route).ConfigureAwait(false) ?? Guard(() => route.Handler(call))!;
    }

    /// <summary>Reads the body, and downloads the archive that the request names.</summary>
    /// <returns>The response that ends the request; null when all of it was received.</returns>
    private async Task<ApiResponse?> ReceiveAsync(ApiRequest request, Route route)
    {
        try
        {
            var limit = route.UrlArgument is null ? MaxJsonSize : MaxArchiveSize;
            if (!await request.ReadBodyAsync(limit).ConfigureAwait(false))
            {
                return ErrorResponse.For(new RequestTooLargeException());
            }

            if (UrlToFetch(request, route) is { } url)
            {
                request.Download = await Download.FetchAsync(manager.Web, url).ConfigureAwait(false);
            }

            return null;
        }
        catch (Exception)
        {
            // The body is shorter than announced, or its chunks are malformed.
            return ErrorResponse.For(new MalformedBodyException());
        }
    }

    /// <summary>
    /// Runs a step with the state's lock held and turns its exception into the manager's error response.
    /// </summary>
    private ApiResponse? Guard(Func<ApiResponse?> step)
    {
        lock (manager.State.Gate)
        {
            try
            {
                manager.Engine.RunDue();
                return step();
            }
            catch (Exception exception)
            {
                return ErrorResponse.For(exception);
            }
        }
    }

    /// <summary>Finds the route of a request and checks whether the user may use it, without its body.</summary>
    /// <returns>The response that ends the request; null when it is admitted.</returns>
    private ApiResponse? Admit(ApiRequest request, out Admitted? admitted)
    {
        admitted = null;
        if (files(request) is { } file)
        {
            return file;
        }

        var (matches, api) = routes.Match(request);
        if (matches.Count == 0)
        {
            return ApiResponse.Html(404, "Not Found", Missing);
        }

        var allowed = matches.Select(match => match.Route.Method).ToList();
        if (request.Method == "OPTIONS")
        {
            return WithAllow(new ApiResponse(200, Stream.Null, "text/html; charset=utf-8"), allowed);
        }

        var method = request.Method == "HEAD" ? "GET" : request.Method;
        if (matches.FirstOrDefault(match => match.Route.Method == method) is not { Route: { } route } found)
        {
            return WithAllow(
                ApiResponse.Html(405, "Method Not Allowed", "The method is not allowed for the requested URL."),
                allowed);
        }

        var (user, tenant) = _gate.Admit(request, route);
        admitted = new(route, new RequestContext(manager, request, api, found.Values, user, tenant));
        return null;
    }

    private static string? UrlToFetch(ApiRequest request, Route route)
    {
        try
        {
            return route.UrlArgument is { } name ? UploadArguments.Url(request, name) : null;
        }
        catch (Exception)
        {
            // The handler reads the same arguments again and reports the error.
            return null;
        }
    }

    private static ApiResponse WithAllow(ApiResponse response, IEnumerable<string> methods)
    {
        response.Headers["Allow"] = string.Join(", ", methods.Append("HEAD").Append("OPTIONS").Distinct());
        return response;
    }

    private sealed record Admitted(Route Route, RequestContext Call);
}
