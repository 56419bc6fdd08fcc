using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests users, groups and tenants on simulated managers of several versions and of both editions.</summary>
public sealed class SimulatorTests : CommandTests
{
    [Theory]
    [InlineData("7.0.5")]
    [InlineData("5.0.5")]
    [InlineData("4.0.0")]
    public void UsersGroupsAndTenants(string version)
    {
        Start(version);
        Run("New-CfyTenant dev; New-CfyUserGroup ops");
        Run("[pscustomobject]@{ UserName = 'bob'; Password = 'correct horse' } | New-CfyUser");
        Run("Get-CfyUser bob | Add-CfyTenantUser -TenantName dev");
        Run("Get-CfyUserGroup ops | Add-CfyTenantUserGroup -TenantName dev");
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
    public void TheCommunityEditionRefusesPremiumFeatures()
    {
        Start(premium: false);
        Assert.Equal("PremiumRequired", Fail("Get-CfyUser"));
        Assert.Equal("PremiumRequired", Fail("New-CfyTenant dev"));
        Assert.Equal(["admin"], Run("(Get-CfyUser -Current).UserName"));
    }

    private void Start(string version = "7.0.5", bool premium = true) =>
        Simulate(new SimulatorOptions { Version = version, Premium = premium, Speed = 0 });
}
