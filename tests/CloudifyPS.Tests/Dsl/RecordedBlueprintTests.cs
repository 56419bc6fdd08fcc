using System.Text;
using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Planning;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Dsl;

/// <summary>Blueprints with the state, the error or the plan that the parser of a manager 7.0.5 gives them.</summary>
public class RecordedBlueprintTests
{
    public static TheoryData<string> Names =>
        [.. Fixture.Exchanges("dsl.jsonl").Select(recorded => (string)recorded["name"]!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ABlueprintHasTheRecordedResult(string name)
    {
        var recorded = Fixture.Exchanges("dsl.jsonl").Single(r => (string?)r["name"] == name);
        var files = ((JObject)recorded["files"]!).Properties()
            .ToDictionary(file => file.Name, file => Encoding.UTF8.GetBytes((string)file.Value!));
        JObject? plan = null;
        DslException? error = null;
        try
        {
            plan = Fixture.Written(BlueprintPlanner.Plan(files, "blueprint.yaml"));
        }
        catch (DslException exception)
        {
            error = exception;
        }

        var state = error is null ? "uploaded" : error.Error == DslError.FailedParsing ? "failed_parsing" : "invalid";
        Assert.Equal(((string?)recorded["state"], (string?)recorded["error"]), (state, error?.Message));
        if (plan is not null)
        {
            var reduced = Reduce(plan, (JObject)recorded["plan"]!);
            Assert.True(
                JToken.DeepEquals(recorded["plan"], reduced), $"Expected: {recorded["plan"]}\nActual: {reduced}");
        }
    }

    /// <summary>Reduces a plan to what is recorded of it.</summary>
    private static JObject Reduce(JObject plan, JObject recorded)
    {
        var result = new JObject(recorded.Properties().Select(part => new JProperty(part.Name, plan[part.Name])));
        result["nodes"] = new JArray(plan["nodes"]!.Select(node => new JObject
        {
            ["id"] = node["id"],
            ["type"] = node["type"],
            ["type_hierarchy"] = node["type_hierarchy"],
            ["properties"] = node["properties"],
            ["operations"] = Names(node["operations"]!),
            ["relationships"] = new JArray(node["relationships"]!.Select(r => new JArray(r["type"]!, r["target_id"]!))),
        }));
        result["workflows"] = Names(plan["workflows"]!);
        result["data_types"] = Names(plan["data_types"]!);
        return result;

        static JArray Names(JToken map) =>
            new(((JObject)map).Properties().Select(property => property.Name).Order(StringComparer.Ordinal));
    }
}
