using System.Text.RegularExpressions;
using CloudifyPS.Simulator.Configuration;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Tests the workflow scale.</summary>
public sealed class ScaleTests
{
    [Fact]
    public void ScalingOutInstallsInstancesAndScalingInRemovesThem()
    {
        var manager = ThreeTierDeployment.Create();
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "scale", new JObject { ["scalable_entity_name"] = "db", ["delta"] = 1 });

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal("started", (string?)manager.Instance("db_new1")["state"]);
        var node = manager.Store.Nodes.First(row => (string?)row["id"] == "db");
        Assert.Equal((2, 2, 2), ((int)node["number_of_instances"]!,
            (int)node["planned_number_of_instances"]!, (int)node["actual_number_of_instances"]!));

        manager.Run("shop", "scale", new JObject
        {
            ["scalable_entity_name"] = "db", ["delta"] = -1, ["exclude_instances"] = new JArray("db_1"),
        });
        Assert.DoesNotContain(manager.Store.Instances, row => (string?)row["id"] == "db_new1");
        Assert.Equal(1, (int)node["number_of_instances"]!);
    }

    [Fact]
    public void AFailedScalingIsRolledBack()
    {
        var manager = ThreeTierDeployment.Create(options => options.Operations.Add(new OperationBehavior
        {
            Pattern = "db_new1/start", Failure = "no disk",
        }));
        manager.Run("shop", "install");

        var execution = manager.Run("shop", "scale", new JObject { ["scalable_entity_name"] = "db", ["delta"] = 1 });

        Assert.Equal("failed", (string?)execution["status"]);
        Assert.Contains("Scale out failed, scaling back in.", manager.Messages(execution));
        Assert.DoesNotContain(manager.Store.Instances, row => (string?)row["id"] == "db_new1");
        var node = manager.Store.Nodes.First(row => (string?)row["id"] == "db");
        Assert.Equal((1, 1), ((int)node["number_of_instances"]!, (int)node["planned_number_of_instances"]!));
    }

    [Theory]
    [InlineData("nosuch", 1, "No scalable entity named nosuch was found")]
    [InlineData("db", -2, "Provided delta: -2 is illegal. current number of instances of entity db is 1")]
    public void AnImpossibleScalingFails(string entity, int delta, string error)
    {
        var manager = ThreeTierDeployment.Create();

        var execution =
            manager.Run("shop", "scale", new JObject { ["scalable_entity_name"] = entity, ["delta"] = delta });

        Assert.Matches(
            $"^File \"[^\"]+\", line \\d+, in scale_entity\n  raise ValueError.*\nValueError: {Regex.Escape(error)}\n$",
            (string?)execution["error"]);
        Assert.Contains($"'scale' workflow execution failed: {error}", manager.Messages(execution));
    }
}
