using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Http;

/// <summary>A response of the manager.</summary>
internal sealed class ApiResponse(int status, byte[] body, string contentType)
{
    public int Status { get; } = status;

    public byte[] Body { get; } = body;

    public string ContentType { get; } = contentType;

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static ApiResponse Json(JToken value, int status = 200) =>
        new(status, Encoding.UTF8.GetBytes(value.ToString(Formatting.None) + "\n"), "application/json");

    public static ApiResponse NoContent() => new(204, [], "application/json");

    public static ApiResponse Error(int status, string code, string message, JObject? more = null)
    {
        var body = new JObject { ["error_code"] = code, ["message"] = message, ["server_traceback"] = null };
        body.Merge(more ?? []);
        return Json(body, status);
    }

    /// <summary>Creates an error of the manager's web framework, which is HTML.</summary>
    public static ApiResponse Html(int status, string title, string text) => new(
        status,
        Encoding.UTF8.GetBytes(
            $"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n<p>{text}</p>\n"),
        "text/html; charset=utf-8");

    public static ApiResponse File(byte[] content, string fileName)
    {
        var response = new ApiResponse(200, content, "application/octet-stream");
        response.Headers["Content-Disposition"] = $"attachment; filename=\"{fileName}\"";
        return response;
    }
}
