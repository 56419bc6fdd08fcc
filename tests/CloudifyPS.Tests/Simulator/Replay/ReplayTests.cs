using System.Text;
using Xunit.Abstractions;

namespace CloudifyPS.Tests.Simulator.Replay;

/// <summary>
/// The simulator answers recorded requests as the recorded manager did. Differences are listed with their reasons in
/// known-mismatches.txt; the test fails for a difference that is not listed and for an entry that no longer differs.
/// </summary>
public sealed class ReplayTests(ITestOutputHelper output)
{
    /// <summary>
    /// The files of one long conversation, in its order. Each other file begins with an empty manager.
    /// </summary>
    private static readonly string[] First =
    [
        "version", "status", "config", "cluster", "maintenance", "blueprints", "deployments", "executions", "events",
        "nodes", "node-instances", "plugins", "secrets", "sites", "filters", "labels", "tenants", "users",
        "user-groups", "snapshots", "tokens",
    ];

    private static readonly Lazy<RecordedShapes> Shapes =
        new(() => new RecordedShapes(AllFiles().SelectMany(RecordedExchange.Read)));

    public static TheoryData<string> Conversations() => new(AllFiles().Except(First).Prepend("first"));

    [Theory]
    [MemberData(nameof(Conversations))]
    public async Task TheResponsesMatchTheRecordings(string conversation)
    {
        var files = conversation == "first" ? First : [conversation];
        using var replayer = new Replayer(Shapes.Value);
        var found = new StringBuilder();
        HashSet<string> differing = [];
        var total = 0;
        foreach (var file in files)
        {
            foreach (var exchange in RecordedExchange.Read(file))
            {
                total++;
                if (await replayer.ReplayAsync(exchange) is { } difference)
                {
                    differing.Add($"{file}#{exchange.Number}");
                    found.AppendLine($"{file}#{exchange.Number}: {exchange.Method} {exchange.Path}: {difference}");
                }
            }
        }

        output.WriteLine($"{conversation}: {total - differing.Count} of {total} answers come back.");
        var known = KnownMismatches().Where(place => files.Contains(place.Split('#')[0])).ToList();
        Assert.True(
            differing.SetEquals(known),
            $"{found}Listed without a difference: {string.Join(", ", known.Except(differing))}");
    }

    [Fact]
    public void TheListOfMismatchesHasNoUnknownEntries() =>
        Assert.Empty(KnownMismatches().Select(place => place.Split('#')[0]).Except(AllFiles()));

    /// <summary>All recorded conversations. The folder also has readings of the blueprint language.</summary>
    private static IEnumerable<string> AllFiles() =>
        Directory.EnumerateFiles(TestFiles.Path("Recordings"), "*.jsonl").Select(Path.GetFileNameWithoutExtension)
            .Where(name => RecordedExchange.IsConversation(name!)).Order()!;

    private static IEnumerable<string> KnownMismatches()
    {
        foreach (var line in File.ReadLines(TestFiles.Path("Simulator", "Replay", "known-mismatches.txt"))
            .Where(line => line.Length > 0 && line[0] != '#'))
        {
            var parts = line.Split(' ', 2);
            Assert.True(parts.Length == 2 && parts[1].Length > 0, $"{line} has no reason");
            yield return parts[0];
        }
    }
}
