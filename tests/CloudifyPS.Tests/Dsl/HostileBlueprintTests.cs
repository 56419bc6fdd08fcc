using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Planning;

namespace CloudifyPS.Tests.Dsl;

/// <summary>
/// Blueprints that would take for ever, or all memory, are refused; values beyond every range get the verdict of a
/// manager 7.0.5.
/// </summary>
public class HostileBlueprintTests
{
    private const string Node = "node_templates: {n: {type: cloudify.nodes.Root}}\n";
    private static readonly string Huge = "1" + new string('0', 400);

    [Theory]
    [InlineData("node_templates: {n: {type: cloudify.nodes.Root, instances: {deploy: #}}}")]
    [InlineData("node_templates: {n: {type: cloudify.nodes.Root, "
        + "capabilities: {scalable: {properties: {default_instances: #}}}}}")]
    [InlineData("node_templates: {n: {type: cloudify.nodes.Root, "
        + "capabilities: {scalable: {properties: {max_instances: #}}}}}")]
    [InlineData("node_templates: {n: {type: cloudify.nodes.Root, interfaces: {cloudify.interfaces.lifecycle: "
        + "{create: {implementation: '', max_retries: #}}}}}")]
    [InlineData("inputs: {i: {type: integer, default: 5, constraints: [{in_range: [1, #]}]}}")]
    [InlineData("inputs: {i: {type: integer, default: #}}")]
    [InlineData("inputs: {i: {type: textarea, display: {rows: #}}}")]
    [InlineData("inputs: {k: {default: .nan}, l: {default: 1.0e+400}}")]
    [InlineData("inputs: {a: {default: \"x\\0y\"}}")]
    [InlineData("node_templates: {n: {type: cloudify.nodes.Root, instances: }}")]
    public void AnyNumberIsPlanned(string yaml) =>
        Assert.NotEmpty(Fixture.PlanShared(Fixture.Header + yaml.Replace("#", Huge) + "\n"));

    [Theory]
    [InlineData("node_templates: {n: {type: cloudify.nodes.Root, instances: {deploy: -5000000000}}}",
        DslError.InvalidBlueprint, "deploy instances must be a non-negative number")]
    [InlineData("node_templates: {n: {type: cloudify.nodes.Root, "
        + "capabilities: {scalable: {properties: {min_instances: #}}}}}",
        DslError.InvalidBlueprint, "default_instances (1) cannot be smaller than min_instances (1000")]
    [InlineData("inputs: {i: {default: abc, constraints: [{max_length: 1e400}]}}",
        DslError.InvalidBlueprint, "Invalid constraint operator argument \"1e400\"")]
    [InlineData("inputs: {i: {default: abc, constraints: [{min_length: #}]}}",
        DslError.FailedParsing, "Value abc of input i violates constraint min_length(1000")]
    [InlineData("inputs: {i: {type: integer, default: 5, constraints: [{in_range: [#, 1]}]}}",
        DslError.FailedParsing, "Value 5 of input i violates constraint in_range(1000")]
    [InlineData("inputs: {i: {type: integer, default: 5, constraints: [{greater_than: #}]}}",
        DslError.FailedParsing, "Value 5 of input i violates constraint greater_than(1000")]
    [InlineData("inputs: {i: {type: integer, default: .inf}}",
        DslError.InvalidBlueprint, "the defined type is 'integer', yet it was assigned with the value 'inf'")]
    [InlineData(Node + "groups: {g1: {members: [g2]}, g2: {members: [g1]}}\n"
        + "policies: {p: {type: cloudify.policies.scaling, targets: [g1, g2]}}",
        DslError.InvalidBlueprint, "Illegal group cycles found: [['g2', 'g1']]")]
    [InlineData(Node + "groups: {g1: {members: [g1]}}\npolicies: {p: {type: cloudify.policies.scaling, targets: [g1]}}",
        DslError.InvalidBlueprint, "Illegal group cycles found: [['g1']]")]
    public void AManagersVerdictIsGiven(string yaml, object error, string message)
    {
        var refused = Refused(Fixture.Header + yaml.Replace("#", Huge) + "\n");

        Assert.Equal(error, refused.Error);
        Assert.Contains(message, refused.Message);
    }

    [Theory]
    [InlineData("", "9")]
    [InlineData("0x", "f")]
    [InlineData("0", "7")]
    [InlineData("0b", "1")]
    [InlineData("1", ":59")]
    public void AnIntegerOfTooManyDigitsIsRefused(string prefix, string digit)
    {
        var number = prefix + string.Concat(Enumerable.Repeat(digit, 100_000));

        var refused = Refused(Fixture.Header + $"inputs: {{i: {{default: {number}}}}}\n");

        Assert.Equal(DslError.FailedParsing, refused.Error);
        Assert.Contains("Exceeds the limit (4300 digits)", refused.Message);
    }

    public static TheoryData<string, string, string> Budgets => new()
    {
        {
            "derived types", "derived from more than",
            $"node_types: {{t0: {{}}, {Join(300, i => $"t{i + 1}: {{derived_from: t{i}}}")}}}"
        },
        {
            "inherited properties", "properties",
            $"node_types: {{t: {{properties: {{{Join(1000, i => $"p{i}: {{}}")}}}}}, "
            + Join(300, i => $"t{i}: {{derived_from: t}}") + "}"
        },
        {
            "nested groups", "groups in each other",
            Node + $"groups: {{g0: {{members: [n]}}, {Join(300, i => $"g{i + 1}: {{members: [g{i}]}}")}}}\npolicies: {{"
            + Join(301, i => $"p{i}: {{type: cloudify.policies.scaling, targets: [g{i}]}}") + "}"
        },
        {
            "a long pattern", "pattern",
            "inputs: {i: {constraints: [{pattern: '" + new string('(', 5000) + new string(')', 5000) + "'}]}}"
        },
        {
            "operations for every node", "plan",
            "plugins: {p: {executor: central_deployment_agent, install: false}}\nnode_types: {t: {interfaces: {i: {"
            + Join(2000, i => $"o{i}: p.x") + "}}}}\nnode_templates: {" + Join(400, i => $"n{i}: {{type: t}}") + "}"
        },
    };

    [Theory]
    [MemberData(nameof(Budgets))]
    public void WhatExceedsABudgetIsRefused(string name, string reason, string yaml)
    {
        var refused = Refused(Fixture.Header + yaml + "\n");

        Assert.True(refused.Error == DslError.ExceededBudget, name);
        Assert.Contains(reason, refused.Message);
    }

    /// <summary>What is allocated tells the work, whatever the machine: it grows with the number of parts.</summary>
    [Theory]
    [InlineData("n#: {type: cloudify.nodes.Root}", "node_templates")]
    [InlineData("n#: {type: cloudify.nodes.Root, relationships: "
        + "[{type: cloudify.relationships.contained_in, target: n+}]}", "node_templates")]
    [InlineData("n#: {type: cloudify.nodes.Root, relationships: "
        + "[{type: cloudify.relationships.connected_to, target: n+}]}", "node_templates")]
    [InlineData("k#: {values: [v]}", "labels")]
    [InlineData("t#: {derived_from: cloudify.nodes.Root}", "node_types")]
    [InlineData("g#: {members: [n#]}", "groups")]
    public void ThePlanOfTwiceAsMuchTakesTwiceTheWork(string part, string section)
    {
        const int Count = 400;
        var small = Allocated(Count);
        var large = Allocated(2 * Count);

        Assert.InRange(large, small, 2.2 * small);

        double Allocated(int count)
        {
            var parts = Join(count, i => part.Replace("#", $"{i}").Replace("+", $"{i + 1}"));
            var last = section == "node_templates" ? $", n{count}: {{type: cloudify.nodes.Root}}" : "";
            var nodes = section == "groups"
                ? "node_templates: {" + Join(count, i => $"n{i}: {{type: cloudify.nodes.Root}}") + "}\n"
                : "";
            var yaml = $"{Fixture.Header}{nodes}{section}: {{{parts}{last}}}\n";
            Fixture.PlanShared(yaml);
            var before = GC.GetAllocatedBytesForCurrentThread();
            Fixture.PlanShared(yaml);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void ThePlanHasASize()
    {
        var size = new PlanSize();
        var part = Fixture.Parse($"{{\"a\": \"{new string('x', 1024 * 1024)}\"}}");
        for (var i = 0; i < PlanSize.Max / (1024 * 1024) - 1; i++)
        {
            size.Add(part);
        }

        Assert.Equal(DslError.ExceededBudget, Assert.Throws<DslException>(() => size.Add(part)).Error);
    }

    private static DslException Refused(string yaml) =>
        Assert.Throws<DslException>(() => Fixture.PlanShared(yaml));

    private static string Join(int count, Func<int, string> part) =>
        string.Join(", ", Enumerable.Range(0, count).Select(part));
}
