using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests shared sessions, sessions that are opened and closed concurrently, and long pipelines.</summary>
public sealed class ConcurrencyTests : CommandTests
{
    [Fact]
    public async Task OneSessionCanBeUsedInEightRunspaces()
    {
        Simulate();
        var session = Shell.Invoke("$s").Succeeded().Output.Single().BaseObject;

        var keys = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() =>
        {
            using var host = new PsHost();
            var result = host.Invoke(
                "1..9 | ForEach-Object { $null = New-CfySecret \"k$number-$_\" -Value $_ -Session $session }; "
                    + "(Get-CfySecret \"k$number-*\" -Session $session).Key",
                ("number", number), ("session", session));
            return result.Succeeded().Output.Select(key => key.ToString()).ToArray();
        })));

        Assert.All(keys.Select((found, number) => (found, number)), pair => Assert.Equal(
            Enumerable.Range(1, 9).Select(index => $"k{pair.number}-{index}"), pair.found));
        Assert.Equal(["72"], Run("@(Get-CfySecret).Count"));
    }

    [Fact]
    public async Task SessionsCanBeOpenedAndClosedDuringOtherRequests()
    {
        var manager = Simulate();
        using var other = new SimulatedManager(new SimulatorOptions { Speed = 0 });
        Uri[] addresses = [manager.Address!, other.Start()];

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => Task.Run(() =>
        {
            using var host = new PsHost();
            return host.Invoke(
                """
                foreach ($round in 1..3) {
                    $session = Connect-CfyManager $address -Credential ([pscredential]::new('admin', $password))
                    $null = New-CfySecret "k$number-$round" -Value x
                    (Get-CfySecret "k$number-$round").Key
                    $session | Disconnect-CfyManager
                    if ($session.IsConnected) { 'still open' }
                }
                """,
                ("address", addresses[number % 2].AbsoluteUri), ("password", Secure("admin")), ("number", number));
        })));

        Assert.All(results.Select((result, number) => (result, number)), pair => Assert.Equal(
            Enumerable.Range(1, 3).Select(round => $"k{pair.number}-{round}"),
            pair.result.Succeeded().Output.Select(key => key.ToString())));
        Assert.Equal(["9"], Run("@(Get-CfySecret -Session $s).Count"));
    }

    [Fact]
    public void APipelineProcessesAThousandObjects()
    {
        var manager = Connect();

        Assert.Equal(["1000"], Run(
            "@(1..1000 | ForEach-Object { [pscustomobject]@{ Key = \"k$_\"; Value = 'hush' } } "
            + "| New-CfySecret).Count"));
        Assert.Equal(1000, manager.Requests.Count);
        Assert.EndsWith("/secrets/k1000", manager.Requests.Last().Path);
    }
}
