namespace CloudifyPS.Tests.Commands;

/// <summary>Nodes and their instances.</summary>
public sealed class NodeTests : CommandTests
{
    [Fact]
    public void Nodes_and_instances_come_from_what_they_belong_to()
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
}
