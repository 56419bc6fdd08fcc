using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests that Set-CfyNodeInstance does not overwrite concurrent changes.</summary>
public sealed class NodeInstanceTests : CommandTests
{
    private const string Present = """
        {"id": "x", "version": 7,
         "runtime_properties": {"a": 1, "net": {"ip": "10.0.0.1", "port": 80}, "dotted.key": true}}
        """;

    [Fact]
    public void TheVersionThatWasReadIsSent()
    {
        var manager = Connect();
        manager.Answer("GET", "/node-instances/x$", 200, Present);
        Shell.Invoke("Set-CfyNodeInstance x -RuntimeProperties @{ a = 2 }").Succeeded();
        Assert.Equal("""{"version":7,"runtime_properties":{"a":2}}""", manager.Requests.Last().Body);
    }

    [Fact]
    public void TheVersionOfAPipedInstanceIsSent()
    {
        var manager = Connect();
        Shell.Invoke("[pscustomobject]@{ Id = 'x'; Version = 5 } | Set-CfyNodeInstance -State started").Succeeded();
        Assert.Equal("""{"version":5,"state":"started"}""", manager.Request.Body);
    }

    [Fact]
    public void AConflictNamesBothVersions()
    {
        var manager = Connect();
        manager.Answer("GET", "/node-instances/x$", 200, Present);
        manager.Fail("PATCH", "/node-instances/x$", 409, "conflict_error");
        var error = Shell.Invoke("Set-CfyNodeInstance x -Version 5 -State started").Error;
        Assert.StartsWith("Conflict,", error.FullyQualifiedErrorId);
        Assert.Contains("version 7", error.ToString());
        Assert.Contains("version 5", error.ToString());
        Assert.Contains("-Merge", error.ErrorDetails.RecommendedAction);
    }

    [Fact]
    public void MergeKeepsOtherPropertiesAndRetriesConflicts()
    {
        var manager = Connect();
        manager.Answer("GET", "/node-instances/x$", 200, Present);
        manager.AnswerOnce("PATCH", "/node-instances/x$", 409, """{"message": "no", "error_code": "conflict_error"}""");
        Shell.Invoke("Set-CfyNodeInstance x -RuntimeProperties @{ net = @{ port = 443 } } -Merge").Succeeded();
        string[] sent =
            [.. manager.Requests.Where(request => request.Method == "PATCH").Select(request => request.Body)];
        Assert.Equal(2, sent.Length);
        Assert.Equal(
            """{"version":7,"runtime_properties":{"a":1,"net":{"ip":"10.0.0.1","port":443},"dotted.key":true}}""",
            sent[1]);
    }

    [Theory]
    [InlineData("-RuntimeProperties @{ b = 2 } -Merge",
        """{"a":1,"net":{"ip":"10.0.0.1","port":80},"dotted.key":true,"b":2}""")]
    [InlineData("-RemoveProperty net", """{"a":1,"dotted.key":true}""")]
    public void MergeForcesToo(string change, string properties)
    {
        var manager = Connect();
        manager.Answer("GET", "/node-instances/x$", 200, Present);

        Shell.Invoke($"Set-CfyNodeInstance x {change} -Force").Succeeded();

        var sent = manager.Requests.Last();
        Assert.Equal(("PATCH", "?force=true"), (sent.Method, sent.Query));
        Assert.Equal($$"""{"version":7,"runtime_properties":{{properties}}}""", sent.Body);
    }

    [Fact]
    public void PropertiesAreRemovedByDottedNames()
    {
        var manager = Connect();
        manager.Answer("GET", "/node-instances/x$", 200, Present);
        Shell.Invoke("Set-CfyNodeInstance x -RemoveProperty net.ip, dotted.key, nowhere.at.all").Succeeded();
        Assert.Equal("""{"version":7,"runtime_properties":{"a":1,"net":{"port":80}}}""", manager.Requests.Last().Body);
    }

    [Fact]
    public void ASetWithoutChangesIsAnError()
    {
        var manager = Connect();
        Assert.StartsWith("InvalidArgument,", Shell.Invoke("Set-CfyNodeInstance x").Error.FullyQualifiedErrorId);
        Assert.Empty(manager.Requests);
    }
}
