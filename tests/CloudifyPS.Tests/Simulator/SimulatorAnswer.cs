using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator;

/// <summary>A response of a simulated manager.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Json">The body as JSON; empty if it is not a JSON object.</param>
/// <param name="Content">The body as bytes.</param>
internal sealed record SimulatorAnswer(int Status, JObject Json, byte[] Content)
{
    public string? ErrorCode => (string?)Json["error_code"];

    public IEnumerable<string> Ids => Json["items"]!.Select(item => (string)item["id"]!);
}
