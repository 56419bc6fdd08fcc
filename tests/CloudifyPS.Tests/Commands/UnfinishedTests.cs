using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>With -Wait, what was started is returned, also if an error ends the cmdlet before it has ended.</summary>
public sealed class UnfinishedTests : CommandTests
{
    /// <summary>A pipeline of two inputs, and the request of the second one, which is refused.</summary>
    public static TheoryData<string, string, string> Pipelines => new()
    {
        { "'x1', 'x2' | Start-CfyExecution install -Wait", "POST", "/executions$" },
        { "'e1', 'e2' | Resume-CfyExecution -Wait", "POST", "/executions/e2$" },
        { "'e1', 'e2' | Stop-CfyExecution -Wait", "POST", "/executions/e2$" },
        { "'e1', 'e2' | New-CfySnapshot -Wait", "PUT", "/snapshots/e2$" },
        { "'e1', 'e2' | Restore-CfySnapshot -Wait -Confirm:$false", "POST", "/snapshots/e2/restore$" },
    };

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void ATerminatingErrorLosesNothing(string script, string method, string path) =>
        AssertWritten(script, method, path, 401, "unauthorized_error", "Unauthorized,");

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void AnErrorThatIsMadeTerminatingLosesNothing(string script, string method, string path) =>
        AssertWritten(script + " -ErrorAction Stop", method, path, 400, "bad_parameters_error", "BadParameters,");

    [Fact]
    public void ATimeLimitLosesNothing()
    {
        var manager = Connect();
        Started(manager);

        var result = Shell.Invoke("Resume-CfyExecution e1, e2 -Wait -TimeoutSec 1");

        Assert.StartsWith("WaitTimeout,", result.Error.FullyQualifiedErrorId);
        Assert.Equal(["e1", "e2"], result.Output.Select(one => one.Properties["Id"].Value));
    }

    private void AssertWritten(string script, string method, string path, int status, string code, string expected)
    {
        var manager = Connect();
        Started(manager);
        manager.Fail(method, path, status, code);
        if (script.Contains("Start-", StringComparison.Ordinal))
        {
            manager.AnswerOnce(method, path, 201, """{"id": "e1", "status": "pending", "workflow_id": "w"}""");
        }

        var result = Shell.Invoke($$"""
            $all = [System.Collections.ArrayList]@()
            try { {{script}} | ForEach-Object { $null = $all.Add($_.Id) } } catch { $_.FullyQualifiedErrorId }
            $all
            """);

        Assert.StartsWith(expected, result.Output[0].ToString());
        Assert.Equal(["e1"], result.Output.Skip(1).Select(one => one.ToString()));
    }

    private static void Started(FakeManager manager)
    {
        manager.Answer("GET", "/executions$", 200, """
            {
                "items": [{"id": "e1", "status": "started"}, {"id": "e2", "status": "started"}],
                "metadata": {"pagination": {"total": 2, "offset": 0, "size": 1000}}
            }
            """);
        foreach (var id in new[] { "e1", "e2" })
        {
            var execution = $$"""{"id": "{{id}}", "status": "started", "workflow_id": "w"}""";
            manager.Answer("POST", $"/executions/{id}$", 200, execution);
            manager.Answer("PUT", $"/snapshots/{id}$", 201, execution);
            manager.Answer("POST", $"/snapshots/{id}/restore$", 200, execution);
        }
    }
}
