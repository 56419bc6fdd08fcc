using System.Text;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Routing;

/// <summary>
/// Reads the arguments of an upload: from the query, or from the <c>params</c> part of a multipart form.
/// </summary>
internal static class UploadArguments
{
    private const string Part = "params";

    public static JObject Read(ApiRequest request)
    {
        if (Form(request) is { } form)
        {
            return form;
        }

        var arguments = new JObject();
        foreach (var argument in request.Query)
        {
            arguments[argument.Key] ??= argument.Value;
        }

        return arguments;
    }

    /// <summary>Gets the URL that the manager is asked to download; null when there is none.</summary>
    public static string? Url(ApiRequest request, string name) =>
        (request.Argument(name) ?? (Form(request)?[name] as JValue)?.Value as string) is { Length: > 0 } url
            ? url
            : null;

    private static JObject? Form(ApiRequest request)
    {
        if (!request.Form.Fields.TryGetValue(Part, out var text) || text.Length == 0)
        {
            return null;
        }

        // A manager does not check the text and returns 500 for any other.
        return JsonText.Parse(Encoding.UTF8.GetString(text)) as JObject
            ?? throw new InvalidOperationException("The parameters are not an object.");
    }
}
