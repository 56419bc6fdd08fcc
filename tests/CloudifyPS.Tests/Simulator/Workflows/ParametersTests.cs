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
            "note": {"type": "string", "required": false}}}
        """);

    [Fact]
    public void DefaultsFollowWhatIsGiven()
    {
        var merged = WorkflowParameters.Merge(
            ExecuteOperation, JObject.Parse("""{"really": "TRUE", "operation": "x.create", "count": "3"}"""), false,
            _ => true);

        Assert.Equal(
            """{"really":true,"operation":"x.create","count":3,"operation_kwargs":{},"allow_kwargs_override":null,"""
                + "\"node_ids\":[]}",
            merged.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Theory]
    [InlineData("""{"operation": "x", "nosuch": 1}""",
        "Workflow \"execute_operation\" does not have the following parameters declared: nosuch. "
        + "Remove these parameters or use the flag for allowing custom parameters")]
    [InlineData(
        "{}", "Workflow \"execute_operation\" must be provided with the following parameters to execute: operation")]
    [InlineData("""{"operation": "x", "count": "many"}""", "Parameter \"count\" must be of type integer")]
    [InlineData(
        """{"operation": "x", "node_ids": "host"}""", "Parameter \"node_ids\" must be of type list of node_ids")]
    [InlineData("""{"operation": "x", "note": 7}""", "Parameter \"note\" must be of type string")]
    public void WrongParametersAreRefusedAsRecorded(string given, string message)
    {
        var error = Assert.Throws<ManagerErrorException>(
            () => WorkflowParameters.Merge(ExecuteOperation, JObject.Parse(given), false, _ => true));

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
        JObject Merge() => WorkflowParameters.Merge(
            heal, new JObject { ["node_instance_id"] = instance }, false, id => id == "app_1");

        if (exists)
        {
            Assert.Equal(instance, (string?)Merge()["node_instance_id"]);
            return;
        }

        Assert.Equal(
            "Parameter \"node_instance_id\" does not meet its constraints: Value 'nosuch' of 'node_instance_id' is not "
            + "a valid value for data type 'node_instance'.",
            Assert.Throws<ManagerErrorException>(Merge).Message);
    }

    [Fact]
    public void CustomParametersMayBeAllowed()
    {
        var merged = WorkflowParameters.Merge(
            ExecuteOperation, JObject.Parse("""{"operation": "x", "nosuch": 1}"""), allowCustom: true, _ => true);

        Assert.Equal(1, (int)merged["nosuch"]!);
    }

    [Theory]
    [InlineData("none,partial", "uninitialized,uninitialized", true)]
    [InlineData("none,partial", "started,started", false)]
    [InlineData("none,partial", "started,starting", true)]
    [InlineData("all,partial", "uninitialized,deleted", false)]
    [InlineData("all,partial", "started,started", true)]
    [InlineData("all,partial", "configured,uninitialized", true)]
    [InlineData("all", "", true)]
    public void AvailabilityFollowsTheStates(string rules, string states, bool expected)
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
    public void AvailabilityAsksForNodeTypes()
    {
        var workflow = JObject.Parse("""{"availability_rules": {"node_types_required": ["cloudify.nodes.Compute"]}}""");
        var host = JObject.Parse("""{"type_hierarchy": ["cloudify.nodes.Root", "cloudify.nodes.Compute"]}""");

        Assert.False(WorkflowAvailability.IsAvailable(workflow, [], []));
        Assert.True(WorkflowAvailability.IsAvailable(workflow, [host], []));
    }
}
