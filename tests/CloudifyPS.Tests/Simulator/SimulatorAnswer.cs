using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator;

/// <summary>What a simulated manager answered.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Json">The body; empty when it is no JSON object.</param>
/// <param name="Content">The body as it came.</param>
internal sealed record SimulatorAnswer(int Status, JObject Json, byte[] Content)
{
    public string? ErrorCode => (string?)Json["error_code"];

    public IEnumerable<string> Ids => Json["items"]!.Select(item => (string)item["id"]!);
}
