using CloudifyPS.Simulator.Configuration;

namespace CloudifyPS.Tests.Commands;

/// <summary>Events: listed, filtered, and followed until the execution ends.</summary>
public sealed class EventTests : CommandTests
{
    [Theory]
    [InlineData("7.0.5")]
    [InlineData("4.0.0")]
    public void FollowingGivesEveryEventOnceAndEndsWithTheExecution(string version)
    {
        Simulate(new SimulatorOptions { Version = version, Speed = 20 });
        Run("$x = Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d | Start-CfyExecution install");

        var followed = Run("$x | Get-CfyEvent -Follow | ForEach-Object { \"$($_.EventType) $($_.NodeInstanceId) $($_.Message)\" }");
        var listed = Run("$x | Get-CfyEvent | ForEach-Object { \"$($_.EventType) $($_.NodeInstanceId) $($_.Message)\" }");

        Assert.StartsWith("workflow_started", followed[0]);
        Assert.StartsWith("workflow_succeeded", followed[^1]);
        Assert.Equal(listed.Order(), followed.Order());
    }

    [Theory]
    [InlineData("-First 3 -Skip 1", 1, 3)]
    [InlineData("-First 1", 0, 1)]
    [InlineData("-Skip 2 -First 1000", 2, 1000)]
    [InlineData("-First 0", 0, 0)]
    public void FollowingEndsWhenThereIsEnough(string paging, int skip, int first)
    {
        Simulate();
        Run("$x = Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d | Start-CfyExecution install -Wait");

        var followed = Run("$x | Get-CfyEvent -Follow | ForEach-Object Message");

        Assert.Equal(followed.Skip(skip).Take(first), Run($"$x | Get-CfyEvent -Follow {paging} | ForEach-Object Message"));
    }

    [Theory]
    [InlineData("-Type Event", "cloudify_event")]
    [InlineData("-Type Log", "cloudify_log")]
    public void EventsAndLogLinesCanBeHadAlone(string filter, string type)
    {
        Simulate();
        Run("$x = Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d | Start-CfyExecution install -Wait");

        Assert.All(Run($"($x | Get-CfyEvent {filter}).Type"), one => Assert.Equal(type, one));
        Assert.All(Run($"($x | Get-CfyEvent -Follow {filter}).Type"), one => Assert.Equal(type, one));
    }

    [Fact]
    public void FiltersNarrowTheList()
    {
        Simulate();
        Run("$x = Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d | Start-CfyExecution install -Wait");

        Assert.All(Run("($x | Get-CfyEvent -Level info).Level"), level => Assert.Equal("info", level));
        Assert.Equal(["workflow_started"], Run("(Get-CfyEvent -DeploymentId d -EventType workflow_started -Message \"*'install'*\").EventType"));
        Assert.Equal(Run("@($x | Get-CfyEvent).Count"), Run("@($x | Get-CfyEvent -PageSize 3).Count"));
        Assert.Equal(2, Run("($x | Get-CfyEvent -First 2).Message").Length);
        Assert.Empty(Run("$x | Get-CfyEvent -After ([DateTimeOffset]::Now.AddDays(1))"));
    }

    [Fact]
    public void ThoseOfANodeInstanceComeFromIt()
    {
        Simulate();
        Run("Publish-CfyBlueprint $archives/bp1.zip b | New-CfyDeployment d | Start-CfyExecution install -Wait");

        Assert.Equal(
            ["True"],
            Run("$i = @(Get-CfyNodeInstance -DeploymentId d)[0]; $e = $i | Get-CfyEvent; @($e).Count -gt 0 -and -not ($e.NodeInstanceId -ne $i.Id)"));
    }

    [Fact]
    public void FollowingNothingIsRefused()
    {
        var manager = Connect();

        Assert.Equal("NoExecutionToFollow", Fail("Get-CfyEvent -Follow"));
        Assert.Empty(manager.Requests);
    }
}
