using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests that all options of snapshots are sent, and the results of waits.</summary>
public sealed class SnapshotTests : CommandTests
{
    [Theory]
    [InlineData("7.0.5", "New-CfySnapshot s1",
        """{"include_metrics":false,"include_credentials":true,"include_logs":true,"""
            + "\"include_events\":true,\"queue\":false}")]
    [InlineData("7.0.5", "New-CfySnapshot s1 -ExcludeCredential -ExcludeLog -ExcludeEvent -Queue",
        """{"include_metrics":false,"include_credentials":false,"include_logs":false,"""
            + "\"include_events\":false,\"queue\":true}")]
    [InlineData("7.0.5", "Restore-CfySnapshot s1 -Confirm:$false",
        """{"force":false,"recreate_deployments_envs":true,"restore_certificates":false,"no_reboot":false}""")]
    [InlineData("5.1.0",
        "Restore-CfySnapshot s1 -Force -SkipDeploymentEnvironment -RestoreCertificate -NoReboot -Confirm:$false",
        """{"force":true,"recreate_deployments_envs":false,"restore_certificates":true,"no_reboot":true}""")]
    public void EverySwitchIsSent(string version, string script, string body)
    {
        var manager = Connect(version);
        Assert.Equal("x", Shell.Invoke(script)["Id"]);
        Assert.Equal(body, manager.Request.Body);
    }

    [Fact]
    public void NoRebootRequiresRestoreCertificate()
    {
        var manager = Connect();
        Assert.StartsWith("InvalidArgument,", Shell.Invoke(
            "Restore-CfySnapshot x -NoReboot -Confirm:$false").Error.FullyQualifiedErrorId);
        Assert.Empty(manager.Requests);
    }

    [Fact]
    public void WaitReturnsTheSnapshot()
    {
        var manager = Connect();
        manager.Answer(
            "PUT", "/snapshots/s1$", 201, """{"id": "e1", "status": "pending", "workflow_id": "create_snapshot"}""");
        manager.Answer("GET", "/executions/e1$", 200, """{"id": "e1", "status": "terminated"}""");
        manager.AnswerOnce("GET", "/executions/e1$", 200, """{"id": "e1", "status": "started"}""");
        manager.Answer("GET", "/snapshots/s1$", 200, """{"id": "s1", "status": "created"}""");
        var result = Shell.Invoke("New-CfySnapshot s1 -Wait");
        Assert.Equal("created", result["Status"]);
    }

    [Fact]
    public void AFailedExecutionIsAnError()
    {
        var manager = Connect();
        const string Execution =
            """{"id": "e1", "status": "failed", "workflow_id": "create_snapshot", "error": "no space"}""";
        manager.Answer("PUT", "/snapshots/s1$", 201, Execution);
        manager.Answer("GET", "/executions/e1$", 200, Execution);
        var result = Shell.Invoke("New-CfySnapshot s1 -Wait");
        Assert.StartsWith("ExecutionFailed,", result.Error.FullyQualifiedErrorId);
        Assert.Contains("no space", result.Error.ToString());
    }

    [Fact]
    public void TheIdOfASnapshotIsTheNameOfItsFile()
    {
        var manager = Connect();
        var folder = Directory.CreateTempSubdirectory().FullName;
        File.WriteAllText(Path.Combine(folder, "nightly.zip"), "PK");
        Shell.Invoke("Publish-CfySnapshot $folder/*.zip", ("folder", folder)).Succeeded();
        Directory.Delete(folder, recursive: true);
        Assert.Equal(("PUT", "/api/v3.1/snapshots/nightly/archive", "PK"),
            (manager.Request.Method, manager.Request.Path, manager.Request.Body));
    }
}
