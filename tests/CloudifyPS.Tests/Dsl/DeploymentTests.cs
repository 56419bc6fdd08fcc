using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Deployments;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Dsl;

public class DeploymentTests
{
    private const string Tiers = Fixture.Header + """
        node_types:
          app.Host: {derived_from: cloudify.nodes.Root}
        node_templates:
          host: {type: app.Host}
          db:
            type: cloudify.nodes.Root
            relationships: [{type: cloudify.relationships.contained_in, target: host}]
          web:
            type: cloudify.nodes.Root
            relationships:
              - {type: cloudify.relationships.contained_in, target: host}
              - {type: cloudify.relationships.connected_to, target: db}
        groups: {all: {members: [host]}}
        policies: {p: {type: cloudify.policies.scaling, targets: [all], properties: {default_instances: 2}}}
        """;

    private const string Inputs = Fixture.Header + """
        data_types:
          point:
            properties:
              x: {type: integer}
              y: {type: integer, default: 7}
        inputs:
          must: {type: string, constraints: [{max_length: 5}]}
          port: {type: integer, default: 80, constraints: [{in_range: [1, 100]}]}
          where: {type: point, default: {x: 1}}
          maybe: {required: false}
        node_templates:
          a: {type: cloudify.nodes.WebServer, properties: {port: {get_input: port}}}
        outputs:
          text: {value: {concat: [{get_input: must}, ':', {get_property: [a, port]}]}}
          later: {value: {concat: [x, {get_attribute: [a, ip]}]}}
          deep: {value: {get_input: [where, y]}}
        """;

    [Fact]
    public void InputsAreCompletedAndFunctionsEvaluated()
    {
        var plan = Fixture.Deploy(Inputs, new JObject { ["must"] = "abc" });

        Assert.True(JToken.DeepEquals(
            JObject.Parse("{must: 'abc', port: 80, where: {x: 1, y: 7}, maybe: null}"), plan.Inputs),
            plan.Inputs.ToString());
        Assert.Equal("abc:80", (string?)plan.Outputs["text"]!["value"]);
        Assert.Equal(7, (int)plan.Outputs["deep"]!["value"]!);
        Assert.Equal(80, (int)plan.Nodes[0]["properties"]!["port"]!);
        Assert.NotNull(plan.Outputs["later"]!["value"]!["concat"]);
    }

    [Theory]
    [InlineData("{}", "missing_required_deployment_input_error", "missing inputs: must")]
    [InlineData("{must: 'a', b: 1}", "unknown_deployment_input_error", "Cannot create deployment - unknown inputs: b")]
    [InlineData("{must: 'a', port: 'x'}", "deployment_creation_error",
        "dsl_parser.exceptions.ConstraintException: Value is not comparable, the Constraint argument type  is "
        + "'list' but value type is 'str'.")]
    [InlineData("{must: 'abcdef'}", "deployment_creation_error",
        "dsl_parser.exceptions.ConstraintException: Value abcdef of input must violates constraint max_length(5) "
        + "operator.")]
    [InlineData("{must: 'a', port: 101}", "deployment_creation_error",
        "dsl_parser.exceptions.ConstraintException: Value 101 of input port violates constraint in_range(1, 100) "
        + "operator.")]
    [InlineData("{must: 'a', where: {x: 'q'}}", "deployment_creation_error",
        "Property type validation failed in 'where': property 'x' type is 'integer', yet it was assigned with "
        + "the value 'q'")]
    public void WrongInputsAreRefused(string inputs, string code, string message)
    {
        var error = Assert.Throws<DslException>(() => Fixture.Deploy(Inputs, JObject.Parse(inputs)));

        Assert.Equal(message, error.Message);
        Assert.Equal(code, error.ErrorCode);
    }

    [Fact]
    public void AMissingSecretIsNamedInTheError()
    {
        var plan = Fixture.Plan(Fixture.Header + "node_templates: {a: {type: cloudify.nodes.Root}}\n"
            + "outputs: {s: {value: {get_secret: top}}}");

        var error = Assert.Throws<DslException>(() => DeploymentPlanner.Create(plan, null, _ => false, new Random(1)));

        Assert.Equal("Required secrets: [top] don't exist in this tenant", error.Message);
        Assert.Equal("unknown_deployment_secret_error", error.ErrorCode);
        Assert.Equal("top", (string?)plan["requirements"]!["secrets"]![0]);
    }

    [Fact]
    public void AScalingGroupMultipliesWhatItContains()
    {
        var instances = Fixture.Deploy(Tiers).NodeInstances;

        Assert.Equal(6, instances.Count);
        Assert.All(instances, i => Assert.Matches($"^{i["node_id"]}_[a-z0-9]{{6}}$", (string)i["id"]!));
        var hosts = Of(instances, "host");
        Assert.Equal(2, hosts.Select(h => (string?)h["scaling_groups"]![0]!["id"]).Distinct().Count());
        foreach (var web in Of(instances, "web"))
        {
            var host = Target(web, "host");
            var db = Assert.Single(web["relationships"]!, r => (string?)r["target_name"] == "db");
            Assert.Equal(host, Target(instances.First(i => (string?)i["id"] == (string?)db["target_id"]), "host"));
        }
    }

    [Fact]
    public void ScalingOutAddsAWholeGroupInstance()
    {
        var plan = Fixture.Deploy(Tiers);

        var change = Modify(plan, "{all: {instances: 3}}");

        var added = Changed(change, "added_and_related", "added");
        Assert.Equal(["db", "host", "web"], added.Select(i => (string)i["node_id"]!).Order());
        Assert.All(added, i => Assert.Equal(3, (int)i["index"]!));
        Assert.Empty(change["removed_and_related"]!);
    }

    [Fact]
    public void ScalingInTakesTheHintedInstance()
    {
        var plan = Fixture.Deploy(Tiers);
        var victim = (string)Of(plan.NodeInstances, "host")[1]["id"]!;

        var change = Modify(plan, $"{{all: {{instances: 1, removed_ids_include_hint: ['{victim}']}}}}");

        var removed = Changed(change, "removed_and_related", "removed");
        Assert.Equal(3, removed.Count);
        Assert.Contains(removed, i => (string?)i["id"] == victim);
        Assert.Empty(change["added_and_related"]!);
    }

    [Fact]
    public void NewInstancesAreRelatedToExistingOnes()
    {
        var plan = Fixture.Deploy(Fixture.Header + """
            node_templates:
              db: {type: cloudify.nodes.Root}
              web:
                type: cloudify.nodes.Root
                instances: {deploy: 2}
                relationships: [{type: cloudify.relationships.connected_to, target: db}]
            """);

        var change = Modify(plan, "{db: {instances: 2}}");

        var added = Assert.Single(Changed(change, "added_and_related", "added"));
        var related = change["added_and_related"]!.Where(i => i["modification"] is null).ToList();
        Assert.Equal(["web", "web"], related.Select(i => (string?)i["node_id"]));
        Assert.All(related, web =>
            Assert.Equal((string?)added["id"], (string?)Assert.Single(web["relationships"]!)["target_id"]));
    }

    [Fact]
    public void AllToOneUsesTheSameInstance()
    {
        var plan = Fixture.Deploy(Fixture.Header + """
            node_templates:
              db: {type: cloudify.nodes.Root, instances: {deploy: 3}}
              web:
                type: cloudify.nodes.Root
                instances: {deploy: 2}
                relationships:
                  - {type: cloudify.relationships.connected_to, target: db, properties: {connection_type: all_to_one}}
            """);

        var targets =
            Of(plan.NodeInstances, "web").SelectMany(w => w["relationships"]!).Select(
                r => (string?)r["target_id"]).ToList();

        Assert.Equal(2, targets.Count);
        Assert.Single(targets.Distinct());
    }

    [Fact]
    public void InstancesMatchTheRecording()
    {
        var plan = DeploymentPlanner.Create(
            Fixture.PlanArchive("bp1.tar.gz"), null, _ => true, new Random(1));
        var recorded = Fixture.Exchanges("nodes.jsonl").Where(e => (int?)e["status"] == 200)
            .Select(e => Fixture.Parse((string)e["response_body"]!)["items"]?.FirstOrDefault(
                n => (string?)n["id"] == "app"))
            .OfType<JObject>().First(n => n["operations"] is not null);
        var own = Fixture.Written(plan.Nodes.First(n => (string?)n["id"] == "app"));

        foreach (var name in new[] { "operations", "relationships", "properties", "plugins", "type_hierarchy",
            "host_id" })
        {
            Assert.True(JToken.DeepEquals(recorded[name], own[name]), name + own[name]);
        }
    }

    private static JObject Modify(DeploymentPlan plan, string modified) => DeploymentPlanner.Modify(
        plan.Nodes, plan.NodeInstances, plan.ScalingGroups, JObject.Parse(modified), new Random(2));

    private static List<JObject> Changed(JObject change, string list, string modification) =>
        [.. change[list]!.Cast<JObject>().Where(i => (string?)i["modification"] == modification)];

    private static List<JObject> Of(IEnumerable<JObject> instances, string node) =>
        [.. instances.Where(i => (string?)i["node_id"] == node)];

    private static string? Target(JObject instance, string node) =>
        (string?)instance["relationships"]!.First(r => (string?)r["target_name"] == node)["target_id"];
}
