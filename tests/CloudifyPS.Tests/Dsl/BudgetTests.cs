using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Functions;
using CloudifyPS.Dsl.Types;

namespace CloudifyPS.Tests.Dsl;

/// <summary>Tests that blueprints that would need unlimited time or memory cause an error.</summary>
public class BudgetTests
{
    private const string Types = Fixture.Header
        + "node_types: {t: {derived_from: cloudify.nodes.Root, properties: {p: {default: none}}}}\nnode_templates:\n";

    [Theory]
    [InlineData(Types + "  n: {type: t, properties: {p: {get_property: [m, p]}}}\n"
        + "  m: {type: t, properties: {p: {get_property: [n, p]}}}\n", "circle")]
    [InlineData(Types + "  n: {type: t, properties: {p: {concat: [x, {get_property: [n, p]}]}}}\n", "recursion limit")]
    [InlineData(
        Fixture.Header + "inputs: {a: {default: {get_input: b}}, b: {default: {get_input: a}}}\n"
        + "outputs: {o: {value: {get_input: a}}}\n", "circle")]
    [InlineData(Types
        + "  n: {type: t, capabilities: {scalable: {properties: {default_instances: 20000000}}}}\n", "instances")]
    [InlineData(Types + "  n: {type: t, capabilities: {scalable: {properties: {default_instances: 2000}}}}\n"
        + "  m:\n    type: t\n    capabilities: {scalable: {properties: {default_instances: 2000}}}\n"
        + "    relationships: [{type: cloudify.relationships.connected_to, target: n}]\n", "relationships")]
    public void ADeploymentAboveTheBudgetIsRefused(string yaml, string reason)
    {
        var error = Assert.Throws<DslException>(() => Fixture.Deploy(yaml));

        Assert.Contains(error.Error, new[] { DslError.ExceededBudget, DslError.FailedPlanning });
        Assert.Contains(reason, error.Message);
    }

    [Theory]
    [InlineData("{{concat: [{{get_property: [n, p{0}]}}, {{get_property: [n, p{0}]}}]}}")]
    [InlineData("[{{get_property: [n, p{0}]}}, {{get_property: [n, p{0}]}}]")]
    public void AResultThatDoublesIsRefused(string doubled)
    {
        var values = Enumerable.Range(1, 40).Select(i => $"p{i}: " + string.Format(doubled, i - 1)).Prepend(
            "p0: xxxxxxxx");
        var yaml = Fixture.Header + "node_types: {t: {derived_from: cloudify.nodes.Root, properties: {"
            + string.Join(", ", Enumerable.Range(0, 41).Select(i => $"p{i}: {{}}")) + "}}}\n"
            + "node_templates: {n: {type: t, properties: {" + string.Join(", ", values) + "}}}\n";

        Assert.Contains("characters", Assert.Throws<DslException>(() => Fixture.Deploy(yaml)).Message);
    }

    [Fact]
    public void DataTypesThatDoubleAreRefused()
    {
        var types = Enumerable.Range(1, 40).Select(
            i => $"  t{i}: {{properties: {{a: {{type: t{i - 1}}}, b: {{type: t{i - 1}}}}}}}\n");
        var yaml = Fixture.Header + "data_types:\n  t0: {properties: {a: {default: 1}}}\n" + string.Concat(types);

        Assert.Contains("data types", Fixture.PlanError(yaml));
    }

    [Theory]
    [InlineData("^(a+)+$", false)]
    [InlineData("(?P<x>a+)+b?!$", true)]
    public void APatternWithNestedRepetitionsEnds(string pattern, bool matches) =>
        Assert.Equal(matches, PythonRegex.IsMatch(pattern, new string('a', 60) + "!"));

    [Fact]
    public void APatternWithExcessiveBacktrackingIsRefused() => Assert.Contains(
        "nested repetitions",
        Assert.Throws<DslException>(() => PythonRegex.IsMatch("^(?=(a+)+$)", new string('a', 60) + "!")).Message);

    [Theory]
    [InlineData("contained_in")]
    [InlineData("connected_to")]
    public void AChainOfThousandsOfNodesIsPlanned(string relationship)
    {
        const int Count = 1_000;
        var nodes = Enumerable.Range(0, Count).Select(i => $"  n{i}: {{type: cloudify.nodes.Root" + (i + 1 < Count
            ? $", relationships: [{{type: cloudify.relationships.{relationship}, target: n{i + 1}}}]}}\n"
            : "}\n"));

        Assert.Equal(
            Count, Fixture.Deploy(Fixture.Header + "node_templates:\n" + string.Concat(nodes)).NodeInstances.Count);
    }

    [Fact]
    public void ACapabilityThatReadsItselfIsRefused() => Assert.Contains(
        "recursion limit",
        Assert.Throws<DslException>(() => FunctionEvaluator.Evaluate(
            Fixture.Parse("{\"get_capability\": [\"other\", \"circle\"]}"), new FunctionTests.Context())).Message);
}
