using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Tests.Engine;

namespace CloudifyPS.Tests.Commands;

/// <summary>The cmdlets against the simulated manager: what was made is there, what was removed is gone.</summary>
public sealed class SimulatorTests : CommandTests
{
    private SimulatedManager? _manager;

    [Fact]
    public void Secrets()
    {
        Start();
        Run("[pscustomobject]@{ Key = 'a'; Value = '1' }, [pscustomobject]@{ Key = 'b'; Value = '2' } | New-CfySecret");
        Run("Get-CfySecret a | Set-CfySecret -Value changed");
        Assert.Equal(["changed 2"], Run("\"$((Get-CfySecret a, b -AsPlainText).Value)\""));
        Assert.Equal("Conflict", Fail("New-CfySecret a -Value x"));
        Run("Get-CfySecret | Remove-CfySecret");
        Assert.Empty(Run("Get-CfySecret"));
        Assert.Equal("NotFound", Fail("Get-CfySecret a"));
    }

    [Theory]
    [InlineData("7.0.5")]
    [InlineData("5.0.5")]
    [InlineData("4.0.0")]
    public void UsersGroupsAndTenants(string version)
    {
        Start(version);
        Run("New-CfyTenant dev; New-CfyUserGroup ops");
        Run("[pscustomobject]@{ UserName = 'bob'; Password = 'correct horse' } | New-CfyUser");
        Run("Get-CfyUser bob | Add-CfyTenantUser -TenantName dev; Get-CfyUserGroup ops | Add-CfyTenantUserGroup -TenantName dev");
        Run("Get-CfyUser bob | Add-CfyUserGroupMember ops");
        Assert.Equal(["bob", "ops"], Run("$t = Get-CfyTenant dev -Detailed; $t.Users.Name; $t.Groups.Name"));
        Assert.Equal(["bob"], Run("(Get-CfyUserGroup ops -Detailed).Users.Name"));
        Assert.Equal(["False"], Run("(Disable-CfyUser bob -PassThru).Active"));
        Run("Enable-CfyUser bob; Set-CfyUser bob -Password 'correct mare'");
        Run("Remove-CfyUserGroupMember ops bob; Remove-CfyTenantUserGroup ops dev; Remove-CfyTenantUser bob dev");
        Run("Remove-CfyUser bob; Remove-CfyUserGroup ops; Remove-CfyTenant dev -Confirm:$false");
        Assert.Equal(["default_tenant"], Run("(Get-CfyTenant).Name"));
        Assert.Equal("NotFound", Fail("Get-CfyUser bob"));
    }

    [Fact]
    public void ATokenConnectsUntilItIsRevoked()
    {
        Start();
        Run($"$t = New-CfyToken ci; $by = Connect-CfyManager {_manager!.Address} -Token $t.Value; $null = Get-CfySecret -Session $by");
        Run("$t | Remove-CfyToken -Session $s");
        Assert.Equal("Unauthorized", Fail("Get-CfySecret -Session $by"));
    }

    [Fact]
    public void ACommunityEditionSaysWhatItLacks()
    {
        Start(premium: false);
        Assert.Equal("PremiumRequired", Fail("Get-CfyUser"));
        Assert.Equal("PremiumRequired", Fail("New-CfyTenant dev"));
        Assert.Equal(["admin"], Run("(Get-CfyUser -Current).UserName"));
    }

    [Fact]
    public void AViewerIsRefused()
    {
        Start();
        Run("New-CfyUser eve 'correct horse' -TenantName default_tenant -TenantRole viewer");
        Run($"$eve = Connect-CfyManager {_manager!.Address} -Credential ([pscredential]::new('eve', $e))");
        Assert.Equal("Forbidden", Fail("New-CfySecret a -Value 1 -Session $eve"));
    }

    [Fact]
    public void SnapshotsAreMadeSavedAndPublished()
    {
        Start();
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Assert.Equal(["created"], Run("(New-CfySnapshot s1 -Wait).Status"));
            Assert.Equal(["s1.zip"], Run($"(Get-CfySnapshot s1 | Save-CfySnapshot -DestinationPath '{folder}').Name"));
            Run("Remove-CfySnapshot s1");
            Assert.Equal(["uploaded"], Run($"(Publish-CfySnapshot '{folder}/s1.zip').Status"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void PluginsArePublishedFoundSavedAndRemoved()
    {
        Start();
        var archives = Path.Combine(PsHost.RepositoryRoot, "tests", "CloudifyPS.Tests", "Recordings", "archives");
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Assert.Equal(["cloudify-lab-plugin"], Run(
                $"(Publish-CfyPlugin '{archives}/*.wgn' '{archives}/plugin.yaml' -Title Lab).PackageName"));
            Assert.Equal("Conflict", Fail($"Publish-CfyPlugin '{archives}/plugin.zip'"));
            Assert.Equal(["Lab"], Run("(Get-CfyPlugin -PackageName cloudify-lab-plugin).Title"));
            Assert.Equal(["True"], Run($"(Get-CfyPlugin | Save-CfyPlugin -DestinationPath '{folder}').Exists"));
            Run("Get-CfyPlugin | Remove-CfyPlugin");
            Assert.Empty(Run("Get-CfyPlugin"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void AClusterIsStartedAndGrows()
    {
        Start("4.5.0");
        Run("Start-CfyCluster 10.0.0.1 one");
        Assert.Equal(["True"], Run("(Get-CfyCluster).Initialized"));
        Run("$two = Add-CfyClusterNode two 10.0.0.2");
        Assert.Equal(["(hidden)"], Run("$two.Credentials"));
        Assert.Equal(["one", "two"], Run("(Get-CfyClusterNode).Name | ForEach-Object { $_ }"));
        Run("Remove-CfyClusterNode two");
        Assert.Equal(["one"], Run("(Get-CfyClusterNode).Name"));
    }

    private void Start(string version = "7.0.5", bool premium = true) =>
        _manager = Simulate(new SimulatorOptions { Version = version, Premium = premium, Speed = 0 });
}
