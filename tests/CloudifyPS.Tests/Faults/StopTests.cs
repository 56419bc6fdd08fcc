using System.Management.Automation;
using CloudifyPS.Tests.Client;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Faults;

/// <summary>Tests Ctrl+C in PowerShell while cmdlets wait for a manager.</summary>
public sealed class StopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Get-CfyBlueprint", "headers")]
    [InlineData("Get-CfyBlueprint", "body")]
    [InlineData("Get-CfyDeployment x", "headers")]
    [InlineData("Publish-CfyBlueprint $folder/blueprint.yaml -Id x", "headers")]
    [InlineData("Publish-CfyBlueprint $folder/blueprint.yaml -Id x", "pause")]
    [InlineData("Save-CfyBlueprint x $folder", "body")]
    [InlineData("Save-CfyBlueprint x $folder/mine.zip", "body")]
    [InlineData("New-CfyDeployment x y", "headers")]
    [InlineData("Remove-CfyBlueprint x -Confirm:$false", "headers")]
    [InlineData("Start-CfyExecution x install", "pause")]
    [InlineData("Wait-CfyExecution x", "headers")]
    [InlineData("Get-CfyEvent -ExecutionId x -Follow", "body")]
    [InlineData("Invoke-CfyRestMethod sites", "headers")]
    [InlineData("Connect-CfyManager $address -NoProxy -Credential $c", "headers")]
    public async Task StoppingEndsTheCmdlet(string script, string point)
    {
        _folder.Write("blueprint.yaml", "a: b");
        var before = _folder.Content;
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var server = new FaultServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(point switch
            {
                "body" =>
                    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"items\": [",
                "pause" => FaultServer.Maintenance("Retry-After: 60\r\n"),
                _ => string.Empty,
            });
            reached.TrySetResult();
            await connection.HoldAsync();
        });
        using var host = new PsHost();
        host.Invoke(
            "$c = [pscredential]::new('admin', $p); "
                + "$null = Connect-CfyManager $address -NoProxy -NoProbe -Credential $c",
            ("address", server.Address), ("folder", _folder.Path), ("p", ClientFixture.Secure("p"))).Succeeded();

        var state = await host.StopAsync(script, reached.Task).WaitAsync(TimeSpan.FromMinutes(1));

        Assert.Equal(PSInvocationState.Stopped, state);
        Assert.Equal(before, _folder.Content);
        if (point != "pause")
        {
            await Task.WhenAll(server.Connections.Select(connection => connection.Gone))
                .WaitAsync(TimeSpan.FromMinutes(1));
        }

        // The session remains open.
        Assert.NotEmpty(host.Invoke("Get-CfySession").Succeeded().Output);
    }

    [Fact]
    public async Task AnErrorInOutputCancelsTheRequest()
    {
        using var server = new FaultServer(async connection =>
        {
            await connection.ReadRequestAsync();
            await connection.SendAsync(
                "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 1000\r\n\r\nhalf");
            await connection.HoldAsync();
        });
        using var host = new PsHost();
        host.Invoke(
            "$c = [pscredential]::new('admin', $p); "
                + "$null = Connect-CfyManager $address -NoProxy -NoProbe -Credential $c",
            ("address", server.Address), ("p", ClientFixture.Secure("p"))).Succeeded();

        // Writing progress throws an exception during the transfer, as Ctrl+C can cause.
        var result = host.Invoke(
            """
            $ProgressPreference = 'Stop'
            foreach ($i in 1..100) {
                try { Save-CfyBlueprint x $folder } catch { $_.FullyQualifiedErrorId -replace ',.*' }
                [IO.Directory]::GetFiles($folder)
            }
            """,
            ("folder", _folder.Path)).Succeeded();

        Assert.Equal(Enumerable.Repeat("ActionPreferenceStop", 100), result.Output.Select(line => line.ToString()));
        await Task.WhenAll(server.Connections.Select(connection => connection.Gone)).WaitAsync(TimeSpan.FromMinutes(1));
    }
}
