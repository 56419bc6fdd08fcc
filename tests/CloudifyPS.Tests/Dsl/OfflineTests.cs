using System.Text.RegularExpressions;
using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Inputs;
using CloudifyPS.Dsl.Offline;
using CloudifyPS.Dsl.Yaml;
using CloudifyPS.Tests.Faults;
using CloudifyPS.Tests.Support;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Dsl;

/// <summary>Blueprints in folders, without a manager.</summary>
public sealed class OfflineTests : IDisposable
{
    private const string Header =
        "tosca_definitions_version: cloudify_dsl_1_4\nimports: [cloudify/types/types.yaml]\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("a: [\n  b: c: d\n", 4, 7, "expected ',' or ']', but got ':'")]
    [InlineData("node_templates:\n  a: {type: x.y}\n", 4, 7, "Could not locate node type: 'x.y'")]
    [InlineData("nope: 1\n", 3, 1, "'nope' is not in schema")]
    [InlineData("outputs:\n  o: {value: {get_input: nope}}\n", 4, 26, "unknown input 'nope'")]
    [InlineData(
        "node_templates:\n  a: {type: cloudify.nodes.Root}\noutputs:\n  o:\n    value: {get_attribute: [nope, x]}\n",
        7, 29, "node reference 'nope' does not exist")]
    [InlineData("inputs:\n  a: {type: integer, default: x}\n", 4, 22, "the defined type is 'integer'")]
    [InlineData("description: caf\u00e9\n", 3, 14, "Only ASCII characters")]
    public void AProblemHasAPlace(string text, int line, int column, string reason)
    {
        _folder.Write("b/blueprint.yaml", Header + text);

        Assert.Null(new BlueprintFolder(_folder["b"], null).Plan(new PlanningOptions(), out var fault));

        Assert.Contains(reason, fault!.Reason);
        Assert.Equal(("blueprint.yaml", line, column), (fault.File, fault.Line, fault.Column));
    }

    [Fact]
    public void AProblemInAnImportHasItsFile()
    {
        _folder.Write("blueprint.yaml", Header.Replace("[", "[types/a.yaml, ", StringComparison.Ordinal));
        _folder.Write("types/a.yaml", "node_types:\n  a.b:\n    derived_from: x.y\n");

        Assert.Null(new BlueprintFolder(_folder.Path, null).Plan(new PlanningOptions(), out var fault));

        Assert.Equal(
            ("types/a.yaml", 3, "node_types.a.b.derived_from"), (fault!.File, fault.Line, fault.Path));
    }

    [Fact]
    public void TheFilesOfAFolderAreDistinguishedByCase()
    {
        _folder.Write("Scripts/create.sh", "");
        _folder.Write("main.yml", "x");

        var files = new FolderFiles(_folder.Path);

        Assert.Equal(["Scripts/create.sh", "main.yml"], files.Keys.Order(StringComparer.Ordinal));
        Assert.False(files.ContainsKey("scripts/create.sh"));
        Assert.True(files.TryGetValue("main.yml", out var content));
        Assert.Equal("x"u8.ToArray(), content);
    }

    [Fact]
    public void APluginIsFoundInItsFile()
    {
        const string Plugin = """
            plugins:
              aws: {executor: central_deployment_agent, package_name: aws-plugin, package_version: '3.0.1'}
            """;
        _folder.Write(
            "blueprint.yaml",
            Header.Replace("[", "['plugin:aws-plugin?version=>=3.0', ", StringComparison.Ordinal));
        var blueprint = new BlueprintFolder(_folder.Path, null);

        Assert.Null(blueprint.Plan(new PlanningOptions(), out var fault));
        Assert.Contains("Couldn't find plugin \"aws-plugin\"", fault!.Reason);
        Assert.Equal(2, fault.Line);
        Assert.NotNull(blueprint.Plan(
            new PlanningOptions { Plugins = PluginFile.Read(Plugin, "plugin.yaml") }, out fault));
        Assert.Null(fault);
    }

    [Fact]
    public void AMessageOfAManagerIsReadIntoItsParts()
    {
        // As Manager 7.0.5 words them.
        Assert.Equal(
            new BlueprintFault(
                "'host' node 'x' property is not part of the derived type properties schema",
                "/tmp/tmp1a/prop/blueprint.yaml", 6, 5, "node_templates.host.properties"),
            BlueprintFault.Parse(
                "'host' node 'x' property is not part of the derived type properties schema \n"
                    + "  in: /tmp/tmp1a/prop/blueprint.yaml\n  in line: 6, column: 4\n"
                    + "  path: node_templates.host.properties\n  value: {'x': 1}"));
        Assert.Equal(
            new BlueprintFault(
                "while parsing a flow sequence: expected ',' or ']', but got ':'", null, 3, 7, null),
            BlueprintFault.Parse(
                "Failed to parse DSL: Illegal yaml; while parsing a flow sequence\n"
                    + "  in \"<unicode string>\", line 2, column 17:\n    node_templates: [\n                    ^\n"
                    + "expected ',' or ']', but got ':'\n"
                    + "  in \"<unicode string>\", line 3, column 7:\n      a: b: c\n          ^"));
        Assert.Equal(
            new BlueprintFault("get_input function references an unknown input 'nope'.", null, null, null, null),
            BlueprintFault.Parse(
                "  File \"/opt/a/blueprint.py\", line 146, in upload\n    plan = tasks.parse_dsl(dsl_location,\n"
                    + "           ^^^^^^^^^\n  File \"/opt/a/functions.py\", line 225, in validate\n"
                    + "    raise exceptions.UnknownInputError(\n"
                    + "dsl_parser.exceptions.UnknownInputError: get_input function references an unknown input "
                    + "'nope'."));
        Assert.Equal(
            new BlueprintFault("Something else", null, null, null, null), BlueprintFault.Parse("Something else"));
    }

    [Fact]
    public void TheTemplateOfInputsIsEmptyUntilItIsEdited()
    {
        var plan = (JObject)YamlReader.ReadData(
            """
            inputs:
              a: {type: string, description: "First\nsecond"}
              b: {default: {x: 1, y: {z: [1, two, 'yes', ' ']}, e: {}, l: [{q: 1}]}}
              'c d: e': {type: list, item_type: integer, default: [1, 2], constraints: [{min_length: 1}]}
              f: {default: "a: b #"}
              g: {default: '1.10'}
              h: {default: -1.5, required: false}
              i: {required: false}
              j: {default: true, hidden: true}
              k: {default: ""}
            """,
            "plan");

        var text = InputTemplate.Write(plan, "shop");

        Assert.Equal(JTokenType.Null, DataFile.Read(text, "inputs.yaml").Type);
        var edited = string.Join('\n', text.Split('\n').Select(line =>
            Regex.IsMatch(line, @"^#(?! \S)") ? line[1..] : line));
        var values = (JObject)DataFile.Read(edited, "inputs.yaml");
        Assert.Equal(["a", "b", "c d: e", "f", "g", "h", "i", "k"], values.Properties().Select(one => one.Name));
        Assert.All(values.Properties(), one => Assert.True(
            JToken.DeepEquals(plan["inputs"]![one.Name]!["default"] ?? JValue.CreateNull(), one.Value), $"{one}"));
        Assert.Contains("# First\n# second\n# Type: string.\n#a:\n", text);
        Assert.Contains("# Type: list of integer. Must have a length of at least 1.\n", text);
    }

    [Fact]
    public void TheExampleBlueprintIsValid() => Assert.NotNull(
        new BlueprintFolder(
            Path.Combine(PsHost.RepositoryRoot, "docs", "examples", "blueprints", "three-tier"), null)
            .Plan(new PlanningOptions(), out _));
}
