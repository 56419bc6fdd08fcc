using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Replay;

/// <summary>One line of a recording.</summary>
internal sealed class RecordedExchange(JObject line)
{
    public int Number => (int)line["seq"]!;

    public string Name => (string)line["name"]!;

    public string Method => (string)line["method"]!;

    public string Path => (string)line["path"]!;

    public string? User => (string?)line["as"];

    public int Status => (int)line["status"]!;

    public string ResponseBody => (string?)line["response_body"] ?? "";

    public IEnumerable<KeyValuePair<string, string>> Headers => ((JObject)line["request_headers"]!).Properties()
        .Select(header => new KeyValuePair<string, string>(header.Name, (string)header.Value!));

    public byte[]? RequestBody =>
        line["request_body_base64"] is { } encoded ? Convert.FromBase64String((string)encoded!)
        : line["request_body"] is { } text ? Encoding.UTF8.GetBytes((string)text!)
        : null;

    public bool HasText => line["request_body_base64"] is null;

    public static IReadOnlyList<RecordedExchange> Read(string file) =>
    [
        .. File.ReadLines(TestFiles.Path("Recordings", file + ".jsonl")).Select(line =>
            new RecordedExchange(JsonConvert.DeserializeObject<JObject>(
                line, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!)),
    ];
}
