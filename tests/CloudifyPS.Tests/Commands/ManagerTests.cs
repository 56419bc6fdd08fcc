using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;

namespace CloudifyPS.Tests.Commands;

/// <summary>The manager itself, and sessions with it.</summary>
public sealed class ManagerTests : CommandTests
{
    [Theory]
    [InlineData("7.0.5")]
    [InlineData("5.0.5")]
    [InlineData("4.0.0")]
    public void ItSaysHowItIs(string version)
    {
        Simulate(new SimulatorOptions { Version = version });

        Assert.Equal([version], Run("(Get-CfyManagerVersion).Version"));
        Assert.Equal([version], Run("\"$((Get-CfySession).ManagerVersion)\""));
        Assert.NotEmpty(Run("(Get-CfyManagerStatus).Status"));
        Assert.NotEmpty(Run("(Get-CfyManagerStatus).Services.Name"));
    }

    [Fact]
    public void ASessionIsTheDefaultUntilItIsClosed()
    {
        Simulate();

        Assert.Equal(["True", "admin", "default_tenant"], Run("$d = Get-CfySession -Default; $d -eq $s; $d.UserName; $d.Tenant"));
        Run("$s | Disconnect-CfyManager");
        Assert.Equal(["False"], Run("$s.IsConnected"));
        Assert.Equal("NoSession", Fail("Get-CfyBlueprint"));
        Assert.Equal("SessionClosed", Fail("Get-CfyBlueprint -Session $s"));
    }

    [Fact]
    public void TwoManagersAreTwoSessionsAndObjectsKnowTheirs()
    {
        var first = Simulate();
        using var second = new SimulatedManager(new SimulatorOptions { Speed = 0 });
        Run($"$two = Connect-CfyManager {second.Start()} -Credential ([pscredential]::new('admin', $p))");
        Run("$null = New-CfySecret one -Value 1 -Session $s; $null = New-CfySecret two -Value 2 -Session $two");

        Assert.Equal(["one"], Run("(Get-CfySecret -Session $s).Key"));
        Assert.Equal(["two"], Run("(Get-CfySecret).Key"));
        Run("Get-CfySecret one -Session $s | Remove-CfySecret");
        Assert.Empty(Run("Get-CfySecret -Session $s"));
        Assert.Equal(["two"], Run("(Get-CfySecret -Session $two).Key"));
        Assert.NotEqual(first.Address, second.Address);
    }

    [Fact]
    public void WrongCredentialsOpenNothing()
    {
        var manager = Simulate();

        var result = Shell.Invoke($"Connect-CfyManager {manager.Address} -Credential ([pscredential]::new('admin', $wrong))", ("wrong", Secure("wrong")));

        Assert.StartsWith("Unauthorized,", result.Error.FullyQualifiedErrorId);
        Assert.Empty(result.Output);
        Assert.Single(Run("Get-CfySession"));
    }

    [Fact]
    public void ATenantHoldsItsOwn()
    {
        Simulate();
        Run("$null = New-CfyTenant dev; $null = New-CfySecret a -Value 1; $null = New-CfySecret b -Value 2 -Tenant dev");

        Assert.Equal(["a"], Run("(Get-CfySecret).Key"));
        Assert.Equal(["b"], Run("(Get-CfySecret -Tenant dev).Key"));
        Assert.Equal(["a", "b"], Run("(Get-CfySecret -AllTenants).Key").Order());
        Run("Get-CfySecret -AllTenants | Remove-CfySecret");
        Assert.Empty(Run("Get-CfySecret -AllTenants"));
    }
}
