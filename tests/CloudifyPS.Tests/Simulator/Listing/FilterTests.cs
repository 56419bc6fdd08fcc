using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;

namespace CloudifyPS.Tests.Simulator.Listing;

/// <summary>Tests filters, labels in use, summaries and searches.</summary>
public sealed class FilterTests : IAsyncLifetime
{
    private readonly SimulatedManager _manager = new(new SimulatorOptions { Speed = 0 });
    private readonly SimulatorClient _client;

    public FilterTests() => _client = new SimulatorClient(_manager);

    public async Task InitializeAsync()
    {
        var archive = await File.ReadAllBytesAsync(TestFiles.Path("Recordings", "archives", "bp1.zip"));
        await _client.UploadAsync("PUT", "/api/v3.1/blueprints/bp1", archive);
        foreach (var (id, labels) in new[]
        {
            ("a", """[{"tier": "gold"}, {"team": "one"}]"""), ("b", """[{"tier": "silver"}]"""), ("c", "[]"),
        })
        {
            var body = $$"""{"blueprint_id": "bp1", "labels": {{labels}}, "display_name": "name {{id}}"}""";
            Assert.Equal(201, (await _client.SendAsync("PUT", "/api/v3.1/deployments/" + id, body)).Status);
        }
    }

    public Task DisposeAsync()
    {
        _client.Dispose();
        _manager.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("label", "tier", "any_of", "gold,silver", "a,b")]
    [InlineData("label", "tier", "not_any_of", "gold", "b")]
    [InlineData("label", "tier", "is_not", "gold", "b,c")]
    [InlineData("label", "tier", "is_null", "", "c")]
    [InlineData("label", "team", "is_not_null", "", "a")]
    [InlineData("attribute", "id", "any_of", "a,c", "a,c")]
    [InlineData("attribute", "id", "not_any_of", "a,c", "b")]
    [InlineData("attribute", "display_name", "contains", "ame", "a,b,c")]
    [InlineData("attribute", "display_name", "contains", "AME", "")]
    [InlineData("attribute", "display_name", "not_contains", "b", "a,c")]
    [InlineData("attribute", "display_name", "starts_with", "name", "a,b,c")]
    [InlineData("attribute", "display_name", "ends_with", "c", "c")]
    [InlineData("attribute", "site_name", "is_not_empty", "", "")]
    public async Task RulesSelectTheSameInASearchAndInAFilter(
        string type, string key, string @operator, string values, string ids)
    {
        var list = string.Join(
            ",", values.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(value => $"\"{value}\""));
        var body = $$"""
            {"filter_rules": [{"type": "{{type}}", "key": "{{key}}", "operator": "{{@operator}}", "values":
            [{{list}}]}]}
            """;
        var wished = ids.Split(',', StringSplitOptions.RemoveEmptyEntries);

        var found = await _client.SendAsync("POST", "/api/v3.1/searches/deployments", body);
        Assert.Equal(wished, found.Ids);
        Assert.Equal(3 - wished.Length, (int)found.Json["metadata"]!["filtered"]!);

        Assert.Equal(200, (await _client.SendAsync("PUT", "/api/v3.1/filters/deployments/f1", body)).Status);
        Assert.Equal(wished, (await _client.GetAsync("/api/v3.1/deployments?_filter_id=f1")).Ids);
    }

    [Theory]
    [InlineData("""{"type": "label", "key": "k", "operator": "contains", "values": ["v"]}""")]
    [InlineData("""{"type": "label", "key": "k", "operator": "is_null", "values": ["v"]}""")]
    [InlineData("""{"type": "attribute", "key": "description", "operator": "any_of", "values": ["v"]}""")]
    [InlineData("""{"type": "colour", "key": "k", "operator": "any_of", "values": ["v"]}""")]
    [InlineData("""{"key": "k", "operator": "any_of", "values": ["v"]}""")]
    public async Task AnInvalidRuleIsReportedWithAReason(string rule)
    {
        var answer = await _client.SendAsync(
            "POST", "/api/v3.1/searches/deployments", $$"""{"filter_rules": [{{rule}}]}""");

        Assert.Equal((400, "invalid_filter_rule"), (answer.Status, answer.ErrorCode));
        Assert.NotNull(answer.Json["err_filter_rule"]);
    }

    [Fact]
    public async Task ManyRulesAreCheckedInLinearTimeAndWithinABudget()
    {
        string Rules(int count) => "{\"filter_rules\": [" + string.Join(",", Enumerable.Range(0, count).Select(i =>
            $$"""{"type": "attribute", "key": "id", "operator": "not_any_of", "values": ["x{{i}}", "y"]}""")) + "]}";
        var few = await _client.SendAsync("POST", "/api/v3.1/searches/deployments", Rules(20_000));
        Assert.Equal(["a", "b", "c"], few.Ids);

        var values = string.Join(",", Enumerable.Repeat("\"x\"", 200_000));
        var many = await _client.SendAsync(
            "POST", "/api/v3.1/searches/deployments",
            $$"""
            {"filter_rules": [{"type": "attribute", "key": "id", "operator": "not_any_of", "values": [{{values}}]}]}
            """);

        Assert.Equal((500, "internal_server_error"), (many.Status, many.ErrorCode));
    }

    [Fact]
    public async Task SummariesCountByTwoAttributes()
    {
        var answer = await _client.GetAsync(
            "/api/v3.1/summary/deployments?_target_field=blueprint_id&_sub_field=visibility");

        var item = Assert.Single(answer.Json["items"]!);
        Assert.Equal(3, (int)item["deployments"]!);
        Assert.Equal(3, (int)item["by visibility"]![0]!["deployments"]!);
        Assert.Equal(400, (await _client.GetAsync("/api/v3.1/summary/deployments?_target_field=id")).Status);
    }

    [Fact]
    public async Task LabelsInUse()
    {
        Assert.Equal(
            ["env", "team", "tier"],
            (await _client.GetAsync("/api/v3.1/labels/deployments")).Json["items"]!.Select(item => (string)item!));
        Assert.Equal(
            ["gold", "silver"],
            (await _client.GetAsync("/api/v3.1/labels/deployments/tier")).Json["items"]!.Select(item => (string)item!));
    }

    [Fact]
    public async Task SearchesConstrainNames()
    {
        var answer = await _client.SendAsync(
            "POST", "/api/v3.1/searches/nodes",
            """{"constraints": {"deployment_id": "a", "name_pattern": {"starts_with": "ho"}}}""");

        Assert.Equal(["host"], answer.Ids);
    }
}
