using System.Text;

namespace CloudifyPS.Tests.Simulator;

/// <summary>
/// The same requests after the same history get the same answers as from the recorded manager. What cannot is listed in
/// known-mismatches.txt, each with its reason; the list must be right in both directions.
/// </summary>
public sealed class ReplayTests
{
    private static readonly string[] Files =
    [
        "version", "status", "config", "cluster", "maintenance", "blueprints", "deployments", "executions", "events", "nodes",
        "node-instances", "plugins", "secrets", "sites", "filters", "labels", "tenants", "users", "user-groups",
        "snapshots", "tokens",
    ];

    [Fact]
    public async Task The_recordings_come_back()
    {
        using var replayer = new Replayer();
        var found = new StringBuilder();
        var differences = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Files)
        {
            foreach (var exchange in RecordedExchange.Read(file))
            {
                if (await replayer.ReplayAsync(exchange) is { } difference)
                {
                    differences[$"{file} {exchange.Number}"] = difference;
                    found.Append(file).Append(' ').Append(exchange.Number).Append(": ").Append(exchange.Method)
                        .Append(' ').Append(exchange.Path).Append(": ").AppendLine(difference);
                }
            }
        }

        Assert.True(differences.Keys.ToHashSet().SetEquals(KnownMismatches()), found.ToString());
    }

    private static IEnumerable<string> KnownMismatches() =>
        File.ReadLines(TestFiles.Path("Simulator", "known-mismatches.txt"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(':')[0]);
}
