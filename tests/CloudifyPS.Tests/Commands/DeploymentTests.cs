using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Deployments: made of a blueprint and inputs, and taken away.</summary>
public sealed class DeploymentTests : CommandTests
{
    [Fact]
    public void InputsComeFromFilesAndFromTheCommandLineWhichWins()
    {
        Simulate();
        var file = Path.GetTempFileName();
        File.WriteAllText(file, """{"host_name": "from.file", "port": 8443}""");
        try
        {
            Run("Publish-CfyBlueprint $blueprints/three-tier b");
            Run($"Get-CfyBlueprint b | New-CfyDeployment d -InputFile '{file}' -Inputs @{{ host_name = 'from.line' }} -Label @{{ team = 'a', 'b' }}");

            Assert.Equal(
                ["from.line", "8443", "staging"],
                Run("$d = Get-CfyDeployment d; $d.Inputs['host_name']; $d.Inputs['port']; $d.Inputs['environment']"));
            Assert.Equal(["team=a", "team=b"], Run("(Get-CfyDeployment d).Labels | ForEach-Object { \"$_\" }").Where(label => label.StartsWith("team")));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("@{}", "host_name", "InvalidInput")]
    [InlineData("@{ host_name = 'h'; unknown = 1 }", "unknown", "InvalidInput")]
    // Constraints are checked while the environment is created.
    [InlineData("@{ host_name = 'UPPER' }", "UPPER", "ExecutionFailed")]
    [InlineData("@{ host_name = 'h'; port = 70000 }", "70000", "ExecutionFailed")]
    public void InputsThatTheBlueprintDoesNotTakeAreNamed(string inputs, string named, string errorId)
    {
        Simulate();
        Run("Publish-CfyBlueprint $blueprints/three-tier b");

        var result = Shell.Invoke($"New-CfyDeployment d b {inputs}");

        Assert.Contains(named, result.Error.ToString());
        Assert.StartsWith(errorId + ",", result.Error.FullyQualifiedErrorId);
        Assert.Equal("d", result.Error.TargetObject);
    }

    [Fact]
    public void OutputsAndCapabilitiesFollowTheInstallation()
    {
        Simulate();
        Run("Publish-CfyBlueprint $blueprints/three-tier b | New-CfyDeployment d -Inputs @{ host_name = 'h' } | Start-CfyExecution install -Wait");

        Assert.Equal(["https://h:443"], Run("(Get-CfyDeployment d | Get-CfyDeploymentOutput).Outputs['url']"));
        Assert.NotEmpty(Run("(Get-CfyDeploymentCapability d).Capabilities.Keys"));
        Assert.Equal(["active"], Run("(Get-CfyDeployment d).InstallationStatus"));
    }

    [Fact]
    public void WhatRunsIsNotRemovedUnlessForced()
    {
        Simulate();
        Run("Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d | Start-CfyExecution install -Wait");

        Assert.NotEmpty(Shell.Invoke("Remove-CfyDeployment d").Errors);
        Run("Get-CfyDeployment d | Remove-CfyDeployment -Force -Wait");
        Assert.Equal("NotFound", Fail("Get-CfyDeployment d"));
        Run("Remove-CfyBlueprint b");
    }

    [Fact]
    public void WhatIsThereIsAConflictAndWhatIsNotIsNotFound()
    {
        Simulate();
        Run("Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d");

        Assert.Equal("Conflict", Fail("New-CfyDeployment d b"));
        Assert.Equal("NotFound", Fail("New-CfyDeployment e nobody"));
        Assert.Equal("NotFound", Fail("Get-CfyDeployment nobody"));
        Assert.Equal("NotFound", Fail("Remove-CfyDeployment nobody"));
        Assert.Equal("NotFound", Fail("Get-CfyDeploymentOutput nobody"));
        Assert.Equal("NotFound", Fail("Get-CfyDeploymentCapability nobody"));
    }

    [Fact]
    public void ThoseOfABlueprintComeFromIt()
    {
        Simulate();
        Run("Publish-CfyBlueprint $archives/bp1.zip a | New-CfyDeployment a1; Get-CfyBlueprint a | New-CfyDeployment a2");
        Run("Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment b1");

        Assert.Equal(["a1", "a2"], Run("(Get-CfyBlueprint a | Get-CfyDeployment).Id"));
        Assert.Equal(["b1"], Run("(Get-CfyDeployment -BlueprintId b).Id"));
        Assert.Equal(["a2", "b1"], Run("(Get-CfyDeployment *2, b?).Id"));
    }
}
