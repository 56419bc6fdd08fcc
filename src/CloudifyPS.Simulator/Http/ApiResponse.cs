using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Http;

/// <summary>A response of the manager.</summary>
internal sealed class ApiResponse(int status, Stream body, string contentType)
{
    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    public int Status { get; } = status;

    /// <summary>Gets the body, which can be read once.</summary>
    public Stream Body { get; } = body;

    public string ContentType { get; } = contentType;

    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    public static ApiResponse Json(JToken value, int status = 200)
    {
        // The plan of a large blueprint is hundreds of megabytes long, so it is never a string.
        const int BufferSize = 16 * 1024;
        var body = new ChunkedBuffer();
        using (var text = new StreamWriter(body, Utf8, BufferSize, leaveOpen: true))
        {
            using var json = new JsonTextWriter(text) { CloseOutput = false };
            value.WriteTo(json);
            json.Flush();
            text.Write('\n');
        }

        return new(status, body, "application/json");
    }

    public static ApiResponse NoContent() => new(204, Stream.Null, "application/json");

    public static ApiResponse Error(int status, string code, string message, JObject? more = null)
    {
        var body = new JObject { ["error_code"] = code, ["message"] = message, ["server_traceback"] = null };
        body.Merge(more ?? []);
        return Json(body, status);
    }

    /// <summary>Creates an error of the manager's web framework, which is HTML.</summary>
    public static ApiResponse Html(int status, string title, string text) => new(
        status,
        new MemoryStream(Utf8.GetBytes(
            $"<!doctype html>\n<html lang=en>\n<title>{status} {title}</title>\n<h1>{title}</h1>\n<p>{text}</p>\n")),
        "text/html; charset=utf-8");

    public static ApiResponse File(byte[] content, string fileName)
    {
        var response = new ApiResponse(200, new MemoryStream(content), "application/octet-stream");
        response.Headers["Content-Disposition"] = $"attachment; filename=\"{fileName}\"";
        return response;
    }
}
