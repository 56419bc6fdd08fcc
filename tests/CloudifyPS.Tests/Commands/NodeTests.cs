using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests the requests of the cmdlets for nodes and node instances.</summary>
public sealed class NodeTests : CommandTests
{
    [Theory]
    [InlineData("Get-CfyNode", "nodes")]
    [InlineData("Get-CfyNodeInstance", "node-instances")]
    public void FunctionsAreEvaluatedForASingleNode(string command, string path)
    {
        Connect().Answer("GET", $"/{path}.*id=x.*_evaluate_functions=true", 200, """
            {"items": [{"id": "x"}], "metadata": {"pagination": {"total": 1, "size": 1000, "offset": 0}}}
            """);

        Assert.Equal("x", Shell.Invoke($"{command} x -EvaluateFunctions")["Id"]);
    }
}
