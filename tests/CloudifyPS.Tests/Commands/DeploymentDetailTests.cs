using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests the cmdlets for inputs, outputs, capabilities and workflows.</summary>
public sealed class DeploymentDetailTests : CommandTests
{
    [Fact]
    public void InputsAreProperties()
    {
        Connect()
            .Answer("GET", "/deployments/d$", 200, """{"id": "d", "inputs": {"port": 80, "deploymentid": "mine"}}""");
        var result = Shell.Invoke("Get-CfyDeploymentInput d");
        Assert.Equal(80L, result["port"]);
        Assert.Equal("d", result["DeploymentId"]);
    }

    [Fact]
    public void CapabilitiesAreProperties()
    {
        Connect().Answer("GET", "/deployments/d/capabilities$",
            200, """{"deployment_id": "d", "capabilities": {"url": "http://d"}}""");
        Assert.Equal("http://d", Shell.Invoke("'d' | Get-CfyDeploymentCapability")["url"]);
    }

    [Fact]
    public void WorkflowsHaveTheIdOfTheirDeployment()
    {
        Connect().Answer("GET", "/deployments/d$", 200,
            """
            {"id": "d", "workflows": [{"name": "install", "parameters": {}}, {"name": "uninstall"}, {"name": "heal"}]}
            """);
        var result = Shell.Invoke(
            "Get-CfyWorkflow d *install | ForEach-Object { \"$($_.DeploymentId)/$($_.WorkflowId)\" }").Succeeded();
        Assert.Equal(["d/install", "d/uninstall"], result.Output.Select(line => line.ToString()));
    }

    [Fact]
    public void RequiredInputsOfABlueprintAreMarked()
    {
        Connect().Answer("GET", "/blueprints/b$", 200, """
            {"id": "b", "plan": {"inputs": {
                "port": {"type": "integer", "default": 80, "description": "Where to listen"},
                "key": {"type": "string"},
                "note": {"required": false}}}}
            """);
        var result = Shell.Invoke("Get-CfyBlueprintInput b").Succeeded();
        Assert.Equal(
            [("port", false), ("key", true), ("note", false)],
            result.Output
                .Select(input => ((string)input.Properties["Name"].Value, (bool)input.Properties["Required"].Value)));
    }
}
