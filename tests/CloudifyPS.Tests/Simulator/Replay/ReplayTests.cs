using System.Text;
using Xunit.Abstractions;

namespace CloudifyPS.Tests.Simulator.Replay;

/// <summary>
/// The same requests after the same history get the same answers as from the recorded manager. What cannot is listed in
/// known-mismatches.txt, each with its reason; the list must be right in both directions.
/// </summary>
public sealed class ReplayTests(ITestOutputHelper output)
{
    private static readonly string[] Files =
    [
        "version", "status", "config", "cluster", "maintenance", "blueprints", "deployments", "executions", "events",
        "nodes",
        "node-instances", "plugins", "secrets", "sites", "filters", "labels", "tenants", "users", "user-groups",
        "snapshots", "tokens",
    ];

    [Fact]
    public async Task TheRecordingsComeBack()
    {
        var recordings = Files.ToDictionary(file => file, RecordedExchange.Read);
        using var replayer = new Replayer(new RecordedShapes(recordings.Values.SelectMany(exchanges => exchanges)));
        var found = new StringBuilder();
        var differences = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Files)
        {
            foreach (var exchange in recordings[file])
            {
                if (await replayer.ReplayAsync(exchange) is { } difference)
                {
                    differences[$"{file} {exchange.Number}"] = difference;
                    found.Append(file).Append(' ').Append(exchange.Number).Append(": ").Append(exchange.Method)
                        .Append(' ').Append(exchange.Path).Append(": ").AppendLine(difference);
                }
            }
        }

        var total = recordings.Values.Sum(exchanges => exchanges.Count);
        output.WriteLine($"{total - differences.Count} of {total} exchanges come back.");
        Assert.Equal(
            Directory.EnumerateFiles(TestFiles.Path("Recordings"), "*.jsonl").Select(
                Path.GetFileNameWithoutExtension).Order(),
            Files.Order());
        Assert.True(differences.Keys.ToHashSet().SetEquals(KnownMismatches()), found.ToString());
    }

    private static IEnumerable<string> KnownMismatches()
    {
        foreach (var line in File.ReadLines(TestFiles.Path("Simulator", "Replay", "known-mismatches.txt"))
            .Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Split(": ", 2);
            Assert.True(parts.Length == 2 && parts[1].Length > 0, $"{line} has no reason");
            yield return parts[0];
        }
    }
}
