using Newtonsoft.Json.Linq;
using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Imports;

namespace CloudifyPS.Tests.Dsl;

/// <summary>Tests valid and invalid blueprints.</summary>
public class BlueprintTests
{
    private const string Node = "node_templates: {a: {type: cloudify.nodes.Root}}\n";

    [Theory]
    [InlineData("a: {type: cloudify.nodes.Root, nosuch: 1}",
        "'nosuch' is not in schema. Valid schema values: ['type', 'instances', "
        + "'capabilities', 'interfaces', 'relationships', 'properties']")]
    [InlineData("a: {}", "'type' key is required but it is currently missing")]
    [InlineData("a: {type: [1]}", "Expected 'string' type but found 'list' type")]
    [InlineData("a: {type: cloudify.nodes.Root, properties: {x: 1}}",
        "'a' node 'x' property is not part of the derived type properties schema")]
    [InlineData("a: {type: cloudify.nodes.FileSystem}",
        "'a' node does not provide a value for mandatory 'fs_type' property which is part of its type schema")]
    [InlineData("a: {type: cloudify.nodes.FileSystem, properties: {fs_type: x, fs_mount_path: y, partition_type: z}}",
        "Property type validation failed in 'a': property 'partition_type' type is 'integer', yet it was "
        + "assigned with the value 'z'")]
    [InlineData("a: {type: cloudify.nodes.Root, relationships: [{type: no.such, target: a}]}",
        "A relationship instance under node 'a' declares an undefined relationship type 'no.such'")]
    [InlineData("a: {type: cloudify.nodes.Root, relationships: [{type: cloudify.relationships.depends_on, target: b}]}",
        "A relationship instance under node 'a' of type 'type' declares an undefined target node 'b'")]
    [InlineData("a: {type: cloudify.nodes.Root, interfaces: {i: {o: nosuch.sh}}}",
        "Could not extract plugin or a script resource is not found from operation mapping/script-path "
        + "'nosuch.sh', which is declared "
        + "for operation 'o'.In interface 'i' in node 'a' of type 'cloudify.nodes.Root'")]
    [InlineData("a: {type: cloudify.nodes.WebServer, properties: {port: {get_input: nosuch}}}",
        "get_input function references an unknown input 'nosuch'.")]
    public void AnInvalidNodeTemplateIsRefused(string template, string message) => Assert.StartsWith(
        message, Fixture.PlanError(Fixture.Header + "node_templates:\n  " + template));

    [Theory]
    [InlineData("tosca_definitions_version: cloudify_dsl_9_9",
        "Unexpected tosca_definitions_version cloudify_dsl_9_9; Currently "
        + "supported versions are: ['cloudify_dsl_1_0', 'cloudify_dsl_1_1', 'cloudify_dsl_1_2', 'cloudify_dsl_1_3', "
        + "'cloudify_dsl_1_4', 'cloudify_dsl_1_5']")]
    [InlineData("node_templates: {}", "tosca_definitions_version field must appear in the main blueprint file")]
    [InlineData("[1]", "Expected 'dict' type but found 'list' type")]
    [InlineData("tosca_definitions_version: cloudify_dsl_1_4\nimports: ['plugin:nosuch?version=>=2']",
        "Couldn't find plugin \"nosuch\" with version >=2 for centos core in the plugins catalog.")]
    [InlineData("tosca_definitions_version: cloudify_dsl_1_4\nimports: ['x--blueprint:nosuch']",
        "Requested blueprint import `nosuch` was not found,please first upload the blueprint with that id.")]
    [InlineData("tosca_definitions_version: cloudify_dsl_1_1\ndata_types: {x: {}}",
        "data_types not supported in version cloudify_dsl_1_1, it was added in cloudify_dsl_1_2")]
    [InlineData("tosca_definitions_version: cloudify_dsl_1_4\nnode_types: {a: {derived_from: b}, b: {derived_from: a}}",
        "Parsing failed. Circular dependency detected: a --> b --> a")]
    [InlineData("tosca_definitions_version: cloudify_dsl_1_4\ninputs: {a: {type: nosuch}}",
        "Illegal type name 'nosuch'")]
    [InlineData("tosca_definitions_version: cloudify_dsl_1_4\ninputs: {a: {constraints: [{nosuch: 1}]}}",
        "No such constraint operator 'nosuch'.")]
    public void AnInvalidBlueprintIsRefused(string yaml, string message) =>
        Assert.StartsWith(message, Fixture.PlanError(yaml));

    [Theory]
    [InlineData("cloudify_dsl_1_3")]
    [InlineData("cloudify_dsl_1_4")]
    [InlineData("cloudify_dsl_1_5")]
    public void EveryVersionFrom13HasTheBuiltInTypes(string version)
    {
        var plan = Fixture.Plan($"tosca_definitions_version: {version}\nimports: [cloudify/types/types.yaml]\n" + Node);

        Assert.Equal(version, (string?)plan["version"]!["raw"]);
        Assert.NotNull(plan["workflows"]!["install"]);
    }

    [Theory]
    [InlineData("4.6", false, false, true)]
    [InlineData("5.0.5", true, false, true)]
    [InlineData("6.3.1", true, true, false)]
    [InlineData("7.0.5", true, true, false)]
    public void AnImportByUrlSelectsTheBuiltInTypes(string version, bool hasPrestop, bool hasCheckDrift, bool hasUpdate)
    {
        var plan = Fixture.Plan(
            "tosca_definitions_version: cloudify_dsl_1_4\n"
            + $"imports: ['http://www.getcloudify.org/spec/cloudify/{version}/types.yaml']\n" + Node);
        var operations = (JObject)plan["nodes"]![0]!["operations"]!;

        Assert.Equal(hasPrestop, operations.ContainsKey("prestop"));
        Assert.Equal(hasCheckDrift, operations.ContainsKey("check_drift"));
        Assert.Equal(hasUpdate, ((JObject)plan["workflows"]!).ContainsKey("update"));
    }

    [Fact]
    public void APluginOfTheManagerIsImported()
    {
        using var reader = new StreamReader(new MemoryStream(Fixture.Archive("plugin.yaml")));
        var options = new PlanningOptions
        {
            Plugins = [new PluginDescription("cloudify-lab-plugin", "1.2.3", reader.ReadToEnd())],
        };

        var plan = Fixture.PlanArchive("plugbp.tar.gz", options);

        var create = plan["nodes"]![0]!["operations"]!["cloudify.interfaces.lifecycle.create"]!;
        Assert.Equal("lab", (string?)create["plugin"]);
        Assert.Equal("labplug.tasks.create", (string?)create["operation"]);
        Assert.Equal("central_deployment_agent", (string?)create["executor"]);
    }

    [Fact]
    public void ImportsAreRelativeToTheirFileOrTheRoot()
    {
        var plan = Fixture.Plan(
            Fixture.Header.Replace("types.yaml]", "types.yaml, lib/a.yaml]") + "node_templates: {n: {type: b}}",
            ("lib/a.yaml", "imports: [b.yaml, top.yaml]\nnode_types: {a: {derived_from: cloudify.nodes.Root}}"),
            ("lib/b.yaml", "node_types: {b: {derived_from: a}}"),
            ("top.yaml", "inputs: {i: {default: 1}}"));

        Assert.Equal(["cloudify.nodes.Root", "a", "b"], plan["nodes"]![0]!["type_hierarchy"]!.Select(t => (string?)t));
        Assert.NotNull(plan["inputs"]!["i"]);
    }

    [Fact]
    public void ImportedNamesGetTheNamespacePrefix()
    {
        var plan = Fixture.Plan(
            Fixture.Header.Replace("types.yaml]", "types.yaml, 'ns--lib.yaml']")
            + "node_templates: {n: {type: ns--t, properties: {p: {get_input: ns--i}}}}",
            ("lib.yaml", """
                inputs: {i: {default: 1}}
                node_types: {t: {derived_from: cloudify.nodes.Root, properties: {p: {default: {get_input: i}}}}}
                node_templates: {m: {type: t, relationships: [{type: cloudify.relationships.depends_on, target: o}]},
                  o: {type: cloudify.nodes.Root}}
                """));

        Assert.Equal(
            ["n", "ns--m", "ns--o"], plan["nodes"]!.Select(n => (string)n["id"]!).Order(StringComparer.Ordinal));
        var m = plan["nodes"]!.First(n => (string?)n["id"] == "ns--m");
        Assert.Equal("ns--t", (string?)m["type"]);
        Assert.Equal("ns--o", (string?)m["relationships"]![0]!["target_id"]);
        Assert.Equal("ns--i", (string?)m["properties"]!["p"]!["get_input"]);
    }

    [Fact]
    public void ConflictingImportsAreRefused()
    {
        var error = Assert.Throws<DslException>(() => Fixture.Plan(
            Fixture.Header.Replace("types.yaml]", "types.yaml, lib.yaml]") + "node_types: {t: {}}",
            ("lib.yaml", "node_types: {t: {}}")));

        Assert.StartsWith("Import failed: Could not merge 'node_types' due to conflict on 't'", error.Message);
    }

    [Fact]
    public void ContainedNodesHaveTheIdOfTheirHost()
    {
        var plan = Fixture.Plan(Fixture.Header + """
            node_templates:
              vm: {type: cloudify.nodes.Compute}
              app:
                type: cloudify.nodes.Root
                relationships: [{type: cloudify.relationships.contained_in, target: vm}]
            """);

        Assert.All(plan["nodes"]!, n => Assert.Equal("vm", (string?)n["host_id"]));
        Assert.Equal("agent", (string?)Assert.Single(plan["deployment_plugins_to_install"]!)["name"]);
    }
}
