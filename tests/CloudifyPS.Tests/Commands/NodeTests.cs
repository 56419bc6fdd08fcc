using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Nodes and their instances.</summary>
public sealed class NodeTests : CommandTests
{
    [Fact]
    public void NodesAndInstancesComeFromWhatTheyBelongTo()
    {
        Simulate();
        Run("Publish-CfyBlueprint $blueprints/three-tier b | New-CfyDeployment d -Inputs @{ host_name = 'h'; application_hosts = 3 } | Start-CfyExecution install -Wait");

        Assert.Contains("application_host", Run("(Get-CfyDeployment d | Get-CfyNode).Id"));
        Assert.Equal(["3"], Run("@(Get-CfyDeployment d | Get-CfyNode application_host | Get-CfyNodeInstance).Count"));
        Assert.Equal(["3"], Run("@(Get-CfyNodeInstance -DeploymentId d -NodeId application_host).Count"));
        Assert.Equal(["started"], Run("@(Get-CfyNodeInstance application_host_*)[0].State"));
        Assert.Equal(["application_host"], Run("@(Get-CfyNodeInstance application_host_*)[0] | Get-CfyNode | ForEach-Object Id"));
        Assert.Equal("NotFound", Fail("Get-CfyNodeInstance nobody"));
        Assert.Equal("NotFound", Fail("Get-CfyNode nobody -DeploymentId d"));
    }

    [Fact]
    public void ANodeIsFoundInEveryDeploymentThatHasOneOfThatName()
    {
        Simulate();
        Run("$b = Publish-CfyBlueprint $blueprints/three-tier b; 'd', 'e' | ForEach-Object { $b | New-CfyDeployment $_ -Inputs @{ host_name = 'h' } }");

        Assert.Equal(["d", "e"], Run("Get-CfyNode database | ForEach-Object DeploymentId").Order());
        Assert.Equal("NotFound", Fail("Get-CfyNode nobody"));
    }

    [Theory]
    [InlineData("Get-CfyNode", "nodes")]
    [InlineData("Get-CfyNodeInstance", "node-instances")]
    public void FunctionsAreEvaluatedForASingleOneToo(string command, string path)
    {
        Connect().Answer("GET", $"/{path}.*id=x.*_evaluate_functions=true", 200, """
            {"items": [{"id": "x"}], "metadata": {"pagination": {"total": 1, "size": 1000, "offset": 0}}}
            """);

        Assert.Equal("x", Shell.Invoke($"{command} x -EvaluateFunctions")["Id"]);
    }
}
