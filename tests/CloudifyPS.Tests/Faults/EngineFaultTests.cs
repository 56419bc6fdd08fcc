using CloudifyPS.Tests.Client;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Faults;

/// <summary>
/// Tests faults in PowerShell: error IDs, lines of -Verbose, and limits from Connect-CfyManager.
/// </summary>
public sealed class EngineFaultTests : IDisposable
{
    private const string Begin = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n";

    private readonly PsHost _shell = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _shell.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Get-CfyBlueprint", "reset", "ConnectionReset", "GetCfyBlueprint", 3)]
    [InlineData("Get-CfyBlueprint", "truncated", "ConnectionReset", "GetCfyBlueprint", 3)]
    [InlineData("Get-CfyBlueprint x", "html", "InvalidResponse", "GetCfyBlueprint", 3)]
    [InlineData("Get-CfyBlueprint x", "empty", "InvalidResponse", "GetCfyBlueprint", 3)]
    [InlineData("Get-CfyBlueprint x", "502", "ManagerFailed", "GetCfyBlueprint", 3)]
    [InlineData("Get-CfyBlueprint x", "500", "ManagerFailed", "GetCfyBlueprint", 1)]
    [InlineData("Get-CfyBlueprint x", "302", "Redirected", "GetCfyBlueprint", 1)]
    [InlineData("Get-CfyBlueprint x", "304", "NotModified", "GetCfyBlueprint", 1)]
    [InlineData("Get-CfyBlueprint x", "415", "RequestRefused", "GetCfyBlueprint", 1)]
    [InlineData("Save-CfyBlueprint x $folder", "truncated", "ConnectionReset", "SaveCfyBlueprint", 3)]
    [InlineData("Save-CfyBlueprint x $folder", "503", "ManagerUnavailable", "SaveCfyBlueprint", 3)]
    [InlineData(
        "Start-CfyExecution -DeploymentId x -WorkflowId install", "reset", "ConnectionReset", "StartCfyExecution", 1)]
    [InlineData(
        "Start-CfyExecution -DeploymentId x -WorkflowId install", "503", "ManagerUnavailable", "StartCfyExecution", 1)]
    [InlineData(
        "Start-CfyExecution -DeploymentId x -WorkflowId install", "429", "TooManyRequests", "StartCfyExecution", 1)]
    [InlineData(
        "Start-CfyExecution -DeploymentId x -WorkflowId install", "504", "ManagerFailed", "StartCfyExecution", 1)]
    [InlineData("New-CfyTenant x", "reset", "ConnectionReset", "NewCfyTenant", 1)]
    [InlineData("Remove-CfyBlueprint x -Confirm:$false", "reset", "ConnectionReset", "RemoveCfyBlueprint", 1)]
    [InlineData("Set-CfySecret x -Value canary", "reset", "ConnectionReset", "SetCfySecret", 1)]
    public void AFaultHasAnErrorId(string script, string fault, string id, string command, int requests)
    {
        using var server = Connect(async connection =>
        {
            while (await connection.ReadRequestAsync() is not null)
            {
                switch (fault)
                {
                    case "reset":
                        connection.Reset();
                        return;
                    case "truncated":
                        await connection.SendAsync(Begin + "{\"items\": [");
                        return;
                    case "html":
                        await connection.SendAsync(FaultServer.Json("<html></html>"));
                        break;
                    case "empty":
                        await connection.SendAsync(FaultServer.Json(string.Empty));
                        break;
                    default:
                        await connection.SendAsync(FaultServer.Json(
                            string.Empty, int.Parse(fault), "Location: https://elsewhere.example/\r\n"));
                        break;
                }
            }
        });

        var result = _shell.Invoke(script + " -Verbose -Debug");

        Assert.Matches($"^{id},CloudifyPS\\.Commands\\.\\w+\\.{command}Command$", result.Error.FullyQualifiedErrorId);
        Assert.Equal("x", result.Error.TargetObject ?? "x");
        Assert.Equal(requests, server.Requests.Count);
        Assert.Equal(requests, result.Lines.Count(line => line.Contains(", attempt ")));
        Assert.Equal(requests - 1, result.Lines.Count(line => line.Contains(", again in ")));
        Assert.Empty(result.Output);
        Assert.Empty(_folder.Content);
        Assert.DoesNotContain("canary", string.Concat(result.Lines) + result.Error + result.Error.Exception);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    public void TheLimitsOfConnectApply(int count)
    {
        using var server = Connect(FaultServer.Serve(_ => FaultServer.Json("{}", 503)), $"-MaximumRetryCount {count}");

        Assert.StartsWith("ManagerUnavailable,", _shell.Invoke("Get-CfyBlueprint x").Error.FullyQualifiedErrorId);

        Assert.Equal(1 + count, server.Requests.Count);
    }

    [Fact]
    public void APipelineContinuesAfterAFault()
    {
        using var server = Connect(FaultServer.Serve(request => request.Target.EndsWith('3')
            ? FaultServer.Json("<html></html>", 500)
            : FaultServer.Json("""{"id": "x"}""")));

        var result = _shell.Invoke("1..30 | ForEach-Object { \"b$_\" } | Get-CfyBlueprint");

        Assert.Equal(27, result.Output.Length);
        Assert.Equal(["b3", "b13", "b23"], result.Errors.Select(error => error.TargetObject.ToString()));
    }

    private FaultServer Connect(Func<FaultConnection, Task> script, string limits = "-MaximumRetryCount 2")
    {
        var server = new FaultServer(script);
        _shell.Invoke(
            $"$null = Connect-CfyManager $address -NoProxy -NoProbe -RetryIntervalSec 0 {limits} "
                + "-Credential ([pscredential]::new('admin', $p))",
            ("address", server.Address), ("folder", _folder.Path),
            ("p", ClientFixture.Secure("canary-password"))).Succeeded();
        return server;
    }
}
