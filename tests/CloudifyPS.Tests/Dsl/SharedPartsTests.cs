using CloudifyPS.Dsl.Deployments;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Dsl;

/// <summary>
/// Tests that nodes share the operations of their type, so that a plan grows linearly with the blueprint.
/// </summary>
public class SharedPartsTests
{
    private const string Types = Fixture.Header + """
        inputs: {size: {default: 4}}
        plugins: {lab: {executor: central_deployment_agent, install: false}}
        node_types:
          app:
            derived_from: cloudify.nodes.Root
            properties: {port: {default: 80}}
            interfaces:
              cloudify.interfaces.lifecycle:
                configure:
                  implementation: lab.configure
                  inputs: {size: {default: {get_input: size}}, port: {default: {get_property: [SELF, port]}}}

        """;

    private static readonly int[] Sizes = [250, 500, 1_000];

    [Theory]
    [InlineData("{type: cloudify.nodes.Root}")]
    [InlineData("{type: app, properties: {port: @}}")]
    [InlineData("{type: app, interfaces: {cloudify.interfaces.lifecycle: {start: {inputs: {a: @}}}}}")]
    [InlineData("{type: app, relationships: [{type: cloudify.relationships.connected_to, target: hub}]}")]
    [InlineData("{type: app, relationships: [{type: cloudify.relationships.contained_in, target: hub}]}")]
    public void ThePlanGrowsLinearlyWithTheNodes(string template)
    {
        var plans = Sizes.Select(size => Plan(template, size)).ToList();
        var deployments = plans.Select(plan => Deploy(plan)).ToList();

        Assert.Equal(Added(plans, 0) * 2, Added(plans, 1));
        Assert.True(Added(plans, 0) / Sizes[0] < 300, $"{Added(plans, 0) / Sizes[0]} values for each node");
        var rows = deployments.Select(deployment => new JObject
        {
            ["nodes"] = new JArray(deployment.Nodes), ["instances"] = new JArray(deployment.NodeInstances),
        }).ToList();
        Assert.Equal(Added(rows, 0) * 2, Added(rows, 1));

        static int Added(List<JObject> parts, int index) =>
            parts[index + 1].Descendants().Count() - parts[index].Descendants().Count();
    }

    [Fact]
    public void FunctionsAreEvaluatedForEachNode()
    {
        var plan = Plan("{type: app, properties: {port: @}}", 3);

        var nodes = Deploy(plan).Nodes.Select(Fixture.Written).ToDictionary(node => (string)node["id"]!);

        foreach (var index in new[] { 0, 1, 2 })
        {
            foreach (var name in new[] { "configure", "cloudify.interfaces.lifecycle.configure" })
            {
                var operation = nodes["n" + index]["operations"]![name]!;
                Assert.Equal((index, 4), ((int)operation["inputs"]!["port"]!, (int)operation["inputs"]!["size"]!));
            }
        }

        Assert.Contains("get_property", plan.ToString(Formatting.None));
    }

    private static JObject Plan(string template, int count) => Fixture.PlanShared(
        Types + "node_templates:\n  hub: {type: app}\n"
        + string.Concat(Enumerable.Range(0, count).Select(i => $"  n{i}: {template.Replace("@", i.ToString())}\n")));

    private static DeploymentPlan Deploy(JObject plan) =>
        DeploymentPlanner.Create(plan, null, _ => true, new Random(1));
}
