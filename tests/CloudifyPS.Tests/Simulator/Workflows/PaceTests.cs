namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Tests the times of events and state changes in simulated time.</summary>
public sealed class PaceTests
{
    [Fact]
    public void NothingHappensBeforeItsTime()
    {
        var manager = new WorkflowHarness().WithSlow("slow", 40, false, "sleeper_1");
        var execution = manager.Start("slow", "install");

        manager.Advance(TimeSpan.FromMilliseconds(449));
        Assert.Equal("pending", (string?)execution["status"]);
        manager.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal("started", (string?)execution["status"]);
        Assert.Equal("in_progress", (string?)manager.Store.Deployments[0]["deployment_status"]);
        manager.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal("starting", (string?)manager.Instance("sleeper_1")["state"]);
        manager.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("terminated", (string?)execution["status"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.PositiveInfinity)]
    public void WithSpeedZeroWorkflowsEndImmediately(double speed)
    {
        var manager = new WorkflowHarness(options => options.Speed = speed).WithBp1();
        var execution = manager.Start("dep1", "install");

        manager.Engine.RunDue();

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal(35, manager.Events(execution).Count());
    }

    [Fact]
    public void SpeedDividesEveryTime()
    {
        var manager = new WorkflowHarness(options => options.Speed = 10).WithSlow("slow", 40, false, "sleeper_1");
        var execution = manager.Start("slow", "install");

        manager.Advance(TimeSpan.FromSeconds(4.5));

        Assert.Equal("terminated", (string?)execution["status"]);
    }

    [Fact]
    public void EventsAreNumberedInTheOrderOfTheirArrival()
    {
        var manager = new WorkflowHarness().WithBp1();

        var events = manager.Events(manager.Run("dep1", "install")).ToList();

        Assert.True(
            string.CompareOrdinal((string?)events[0]["timestamp"], (string?)events[0]["reported_timestamp"]) < 0);
        foreach (var type in new[] { "cloudify_event", "cloudify_log" })
        {
            var ids = events.Where(row => (string?)row["type"] == type)
                .Select(row => (int)row["_storage_id"]!).ToList();
            Assert.Equal(Enumerable.Range(1, ids.Count), ids);
        }
    }
}
