using CloudifyPS.Dsl;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Dsl;

/// <summary>Compares plans and messages with those of a real manager.</summary>
public class RecordedPlanTests
{
    [Theory]
    [InlineData("bp1", "bp1.tar.gz")]
    [InlineData("bpzip", "bp1.zip")]
    [InlineData("slow", "slow.tar.gz")]
    public void APlanHasTheKeysAndTypesOfTheRecording(string id, string archive)
    {
        var recorded = Fixture.Exchanges("blueprints.jsonl").Where(e => (int?)e["status"] == 201)
            .Select(e => Fixture.Parse((string)e["response_body"]!)).First(b => (string?)b["id"] == id)["plan"]!;
        var differences = new List<string>();

        Compare(recorded, Fixture.PlanArchive(archive), "", differences);

        Assert.Empty(differences);
    }

    [Theory]
    [InlineData("bad1", "badyaml.tar.gz")]
    [InlineData("bad2", "badimport.tar.gz")]
    [InlineData("bad3", "badtype.tar.gz")]
    public void ErrorsHaveTheManagersText(string id, string archive)
    {
        var recorded = Fixture.Exchanges("blueprints.jsonl")
            .First(e => ((string)e["path"]!).Contains("/" + id) && (int?)e["status"] == 400);
        var prefix = $"Blueprint `{id}` is invalid. Error: Invalid blueprint - ";
        var expected = ((string)Fixture.Parse((string)recorded["response_body"]!)["message"]!).Substring(prefix.Length)
            .Replace($"/tmp/work/{archive.Split('.')[0]}/", "");

        var error = Assert.Throws<DslException>(() => Fixture.PlanArchive(archive));

        Assert.Equal(expected, error.Message);
        Assert.Equal("invalid_blueprint_error", error.ErrorCode);
    }

    /// <summary>
    /// Compares names exactly, and other texts only by their type, because descriptions are different.
    /// </summary>
    private static void Compare(JToken recorded, JToken own, string path, List<string> differences)
    {
        if (recorded.Type != own.Type)
        {
            differences.Add($"{path}: {recorded.Type}, not {own.Type}");
        }
        else if (recorded is JObject map)
        {
            foreach (var name in map.Properties().Concat(((JObject)own).Properties()).Select(p => p.Name).Distinct())
            {
                if (map[name] is not { } expected || own[name] is not { } actual)
                {
                    differences.Add($"{path}.{name} {(map[name] is null ? "is not recorded" : "is missing")}");
                }
                else
                {
                    Compare(expected, actual, path + "." + name, differences);
                }
            }
        }
        else if (recorded is JArray list)
        {
            if (list.Count != ((JArray)own).Count)
            {
                differences.Add($"{path}: {list.Count} items, not {((JArray)own).Count}");
            }

            for (var i = 0; i < Math.Min(list.Count, ((JArray)own).Count); i++)
            {
                Compare(list[i], own[i]!, $"{path}[{i}]", differences);
            }
        }
        else if (!path.EndsWith(".description", StringComparison.Ordinal) && !JToken.DeepEquals(recorded, own))
        {
            differences.Add($"{path}: {recorded}, not {own}");
        }
    }
}
