using CloudifyPS.Tests.Client;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Faults;

/// <summary>
/// Tests pipelines with objects of several sessions. A failed session does not affect the objects of other sessions.
/// </summary>
public sealed class SessionFaultTests : IDisposable
{
    private const string Objects = """
        [pscustomobject]@{ Id = 'a'; Session = $bad }, [pscustomobject]@{ Id = 'b'; Session = $good },
        [pscustomobject]@{ Id = 'c'; Session = $bad }, [pscustomobject]@{ Id = 'd'; Session = $good }
        """;

    private readonly PsHost _shell = new();
    private readonly FaultServer _good = new(
        FaultServer.Serve(_ => FaultServer.Json("""{"id": "x", "error_code": "x"}""")));

    private readonly FaultServer _bad = new(
        FaultServer.Serve(_ => FaultServer.Json("""{"error_code": "unauthorized_error", "message": "no"}""", 401)));

    public SessionFaultTests() => _shell.Invoke(
        """
        $c = [pscredential]::new('admin', $p)
        $good = Connect-CfyManager $one -NoProxy -NoProbe -Credential $c
        $bad = Connect-CfyManager $two -NoProxy -NoProbe -Credential $c
        """,
        ("one", _good.Address), ("two", _bad.Address), ("p", ClientFixture.Secure("p"))).Succeeded();

    public void Dispose()
    {
        _shell.Dispose();
        _good.Dispose();
        _bad.Dispose();
    }

    [Theory]
    [InlineData("Get-CfyBlueprint", "Unauthorized")]
    [InlineData("Remove-CfyBlueprint -Confirm:$false", "Unauthorized")]
    [InlineData("Get-CfyBlueprint", "SessionClosed")]
    [InlineData("Remove-CfyBlueprint -Confirm:$false", "SessionClosed")]
    public void AFailedSessionDoesNotAffectOtherSessions(string command, string id)
    {
        if (id == "SessionClosed")
        {
            _shell.Invoke("Disconnect-CfyManager $bad").Succeeded();
        }

        var result = _shell.Invoke($"{Objects} | {command}");

        Assert.Equal(["a", "c"], result.Errors.Select(error => error.TargetObject.ToString()));
        Assert.All(result.Errors, error => Assert.StartsWith(id + ",", error.FullyQualifiedErrorId));
        Assert.Equal(2, _good.Requests.Count);

        // Managers lock users after several failed logins.
        Assert.Equal(id == "Unauthorized" ? 1 : 0, _bad.Requests.Count);
    }

    [Theory]
    [InlineData("'a', 'b' | Get-CfyBlueprint")]
    [InlineData("'a', 'b' | Get-CfyBlueprint -Session $bad")]
    public void AFailedSessionOnTheCommandLineEndsTheCommand(string script)
    {
        var result = _shell.Invoke(script);

        Assert.StartsWith("Unauthorized,", result.Error.FullyQualifiedErrorId);
        Assert.Single(_bad.Requests);
    }

    [Theory]
    [InlineData("Get-CfyBlueprint x")]
    [InlineData("Get-CfyBlueprint")]
    [InlineData("Get-CfyBlueprint *")]
    [InlineData("Get-CfyEvent")]
    [InlineData("Get-CfyEvent -ExecutionId e -Follow")]
    [InlineData("Wait-CfyExecution e")]
    [InlineData("Start-CfyExecution -DeploymentId d -WorkflowId w -Wait")]
    [InlineData("New-CfyTenant t")]
    [InlineData("Set-CfySecret s -Value v")]
    [InlineData("Remove-CfyDeployment d -Wait -Confirm:$false")]
    [InlineData("Save-CfySnapshot s ([IO.Path]::GetTempPath())")]
    [InlineData("Get-CfyManagerStatus")]
    [InlineData("Invoke-CfyRestMethod status")]
    [InlineData("Invoke-CfyRestMethod blueprints -FollowPage")]
    public void AClosedSessionIsReportedOnce(string script)
    {
        var result = _shell.Invoke($"Disconnect-CfyManager $good; {script} -Session $good");

        Assert.StartsWith("SessionClosed,", result.Error.FullyQualifiedErrorId);
        Assert.IsType<CfySessionException>(result.Error.Exception);
    }
}
