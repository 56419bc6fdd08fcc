using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

public sealed class ParametersTests
{
    private static readonly JObject ExecuteOperation = JObject.Parse(
        """
        {"name": "execute_operation", "parameters": {
            "operation": {"type": "operation_name"}, "operation_kwargs": {"default": {}},
            "allow_kwargs_override": {"default": null}, "count": {"type": "integer", "default": 1},
            "really": {"type": "boolean", "default": false},
            "node_ids": {"type": "list", "item_type": "node_id", "default": []},
            "numbers": {"type": "list", "item_type": "integer", "default": []},
            "limited": {"type": "integer", "default": 3, "constraints": [{"greater_than": 2}]},
            "note": {"type": "string", "required": false}}}
        """);

    [Fact]
    public void DefaultsFollowSpecifiedParameters()
    {
        var merged = Merge(ExecuteOperation, """{"really": "TRUE", "operation": "x.create", "count": "3"}""");

        Assert.Equal(
            """{"really":true,"operation":"x.create","count":3,"operation_kwargs":{},"allow_kwargs_override":null,"""
                + "\"node_ids\":[],\"numbers\":[],\"limited\":3}",
            merged.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Theory]
    [InlineData("""{"operation": "x", "nosuch": 1}""",
        "Workflow \"execute_operation\" does not have the following parameters declared: nosuch. "
        + "Remove these parameters or use the flag for allowing custom parameters")]
    [InlineData(
        "{}", "Workflow \"execute_operation\" must be provided with the following parameters to execute: operation")]
    [InlineData("""{"operation": "x", "count": "many"}""", "Parameter \"count\" must be of type integer")]
    [InlineData("""{"operation": "x", "numbers": "1x"}""", "Parameter \"numbers\" must be of type list of integers")]
    [InlineData(
        """{"operation": "x", "limited": "1"}""",
        "Parameter \"limited\" does not meet its constraints: Value 1 of input limited violates constraint "
        + "greater_than(2) operator.")]
    [InlineData(
        """{"limited": 1, "count": "x", "really": "yes"}""",
        "Parameter \"count\" must be of type integer\nParameter \"really\" must be of type boolean")]
    [InlineData(
        """{"limited": 1}""",
        "Parameter \"limited\" does not meet its constraints: Value 1 of input limited violates constraint "
        + "greater_than(2) operator.")]
    [InlineData("""{"operation": "x", "note": 7}""", "Parameter \"note\" must be of type string")]
    public void WrongParametersAreRefusedAsRecorded(string given, string message)
    {
        var error = Assert.Throws<ManagerErrorException>(() => Merge(ExecuteOperation, given));

        Assert.Equal(
            (400, "illegal_execution_parameters_error", message), (error.Status, error.ErrorCode, error.Message));
    }

    [Theory]
    [InlineData("app_1", true)]
    [InlineData("nosuch", false)]
    public void AParameterThatIsANodeInstanceMustExist(string instance, bool exists)
    {
        var heal = JObject.Parse(
            """{"name": "heal", "parameters": {"node_instance_id": {"type": "node_instance", "required": false}}}""");
        JObject Heal() => Merge(heal, $$"""{"node_instance_id": "{{instance}}"}""");

        if (exists)
        {
            Assert.Equal(instance, (string?)Heal()["node_instance_id"]);
            return;
        }

        Assert.Equal(
            "Parameter \"node_instance_id\" does not meet its constraints: Value 'nosuch' of 'node_instance_id' is not "
            + "a valid value for data type 'node_instance'.",
            Assert.Throws<ManagerErrorException>(Heal).Message);
    }

    [Fact]
    public void CustomParametersCanBeAllowed()
    {
        var merged = Merge(ExecuteOperation, """{"operation": "x", "nosuch": 1}""", allowCustom: true);

        Assert.Equal(1, (int)merged["nosuch"]!);
    }

    [Theory]
    [InlineData("integer", "\" 7 \"", "7")]
    [InlineData("integer", "\"1_000\"", "1000")]
    [InlineData("integer", "\"+99999999999999999999\"", "99999999999999999999")]
    [InlineData("integer", "3.9", "3")]
    [InlineData("integer", "true", "1")]
    [InlineData("integer", "\"3.5\"", null)]
    [InlineData("float", "2", "2.0")]
    [InlineData("float", "\"2.5\"", "2.5")]
    [InlineData("boolean", "\"fAlSe\"", "false")]
    [InlineData("boolean", "\" true\"", null)]
    [InlineData("list", "\"ab\"", "[\"a\",\"b\"]")]
    [InlineData("list", "{\"a\": 1, \"b\": 2}", "[\"a\",\"b\"]")]
    [InlineData("string", "null", null)]
    [InlineData("dict", "\"no dict\"", "\"no dict\"")]
    [InlineData("dict", "null", "null")]
    public void ValuesAreConvertedAsRecorded(string type, string value, string? expected) => Assert.Equal(
        expected, ParameterType.Convert(JToken.Parse(value), type)?.ToString(Newtonsoft.Json.Formatting.None));

    [Theory]
    [InlineData("integer", "null")]
    [InlineData("integer", "[1]")]
    [InlineData("float", "null")]
    [InlineData("boolean", "1")]
    [InlineData("list", "null")]
    [InlineData("list", "5")]
    public void AValueThatTheManagerDoesNotExpectIsAnInternalError(string type, string value) =>
        Assert.Throws<InvalidOperationException>(() => ParameterType.Convert(JToken.Parse(value), type));

    [Theory]
    [InlineData("none,partial", "uninitialized,uninitialized", true)]
    [InlineData("none,partial", "started,started", false)]
    [InlineData("none,partial", "started,starting", true)]
    [InlineData("all,partial", "uninitialized,deleted", false)]
    [InlineData("all,partial", "started,started", true)]
    [InlineData("all,partial", "configured,uninitialized", true)]
    [InlineData("all", "", true)]
    public void AvailabilityDependsOnTheStates(string rules, string states, bool expected)
    {
        var workflow = new JObject
        {
            ["availability_rules"] = new JObject { ["node_instances_active"] = new JArray(rules.Split(',')) },
        };
        var instances = states.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(state => new JObject { ["state"] = state }).ToList();

        Assert.Equal(expected, WorkflowAvailability.IsAvailable(workflow, [], instances));
    }

    [Fact]
    public void AvailabilityDependsOnNodeTypes()
    {
        var workflow = JObject.Parse("""{"availability_rules": {"node_types_required": ["cloudify.nodes.Compute"]}}""");
        var host = JObject.Parse("""{"type_hierarchy": ["cloudify.nodes.Root", "cloudify.nodes.Compute"]}""");

        Assert.False(WorkflowAvailability.IsAvailable(workflow, [], []));
        Assert.True(WorkflowAvailability.IsAvailable(workflow, [host], []));
    }

    private static JObject Merge(JObject workflow, string given, bool allowCustom = false)
    {
        var store = new WorkflowStore { Instances = { new JObject { ["id"] = "app_1" } } };
        return WorkflowParameters.Merge(workflow, JObject.Parse(given), allowCustom, [], store);
    }
}
