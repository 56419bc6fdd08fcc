using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests the cmdlets for users, user groups, tenants and tokens.</summary>
public sealed class AccessTests : CommandTests
{
    private static readonly (string, object?) Password = ("p", Secure("correct horse"));

    [Theory]
    [InlineData("7.0.5", "default")]
    [InlineData("4.0.0", "user")]
    public void TheDefaultRoleOfANewUserDependsOnTheVersion(string version, string role)
    {
        var manager = Connect(version);
        Shell.Invoke("New-CfyUser bob -Password $p", Password).Succeeded();
        Assert.Equal($$"""{"username":"bob","password":"correct horse","role":"{{role}}"}""", manager.Request.Body);
    }

    [Theory]
    [InlineData("[pscustomobject]@{ UserName = 'bob'; Password = 'correct horse'; Role = 'sys_admin' } | New-CfyUser")]
    [InlineData("New-CfyUser -Credential ([pscredential]::new('bob', $p)) -Role sys_admin")]
    [InlineData("[pscredential]::new('bob', $p) | New-CfyUser -Role sys_admin")]
    public void AUserIsCreatedFromARowOrACredential(string script)
    {
        var manager = Connect();
        Shell.Invoke(script, Password).Succeeded();
        Assert.Equal("""{"username":"bob","password":"correct horse","role":"sys_admin"}""", manager.Request.Body);
    }

    [Fact]
    public void ANewUserIsAddedToATenant()
    {
        var manager = Connect();
        Shell.Invoke("New-CfyUser bob -Password $p -TenantName dev -TenantRole viewer", Password).Succeeded();
        Assert.Equal(
            """{"tenant_name":"dev","username":"bob","role":"viewer"}""",
            manager.Requests.Single(request => request.Path.EndsWith("/tenants/users")).Body);
    }

    [Fact]
    public void PasswordAndRoleAreTwoRequests()
    {
        var manager = Connect();
        Shell.Invoke("Set-CfyUser bob -Password $p -Role sys_admin", Password).Succeeded();
        Assert.Equal(
            ["""{"password":"correct horse"}""", """{"role":"sys_admin"}"""],
            manager.Requests.Select(request => request.Body));
    }

    [Fact]
    public void TheRoleOfAPipedUserIsNotSent()
    {
        var manager = Connect();
        Shell.Invoke("Get-CfyUser bob | Set-CfyUser -Password $p", Password).Succeeded();
        Assert.Equal(
            """{"password":"correct horse"}""", Assert.Single(manager.Requests, one => one.Method == "POST").Body);
    }

    [Fact]
    public void AChangeWithoutValuesIsAnError() =>
        Assert.StartsWith("InvalidArgument,", ConnectAndInvoke("Set-CfyUser bob").Error.FullyQualifiedErrorId);

    [Theory]
    [InlineData("Enable-CfyUser bob", "users/active/bob", """{"action":"activate"}""")]
    [InlineData("Get-CfyUser bob | Disable-CfyUser", "users/active/x", """{"action":"deactivate"}""")]
    [InlineData("Unlock-CfyUser bob", "users/unlock/bob", "")]
    public void UsersAreEnabledDisabledAndUnlocked(string script, string path, string body)
    {
        var manager = Connect();
        Assert.Empty(Shell.Invoke(script).Succeeded().Output);
        Assert.EndsWith("/" + path, manager.Requests.Last().Path);
        Assert.Equal(body, manager.Requests.Last().Body);
    }

    [Theory]
    [InlineData(
        "Add-CfyTenantUser bob dev", "PUT", "users", """{"tenant_name":"dev","username":"bob","role":"user"}""")]
    [InlineData("Get-CfyUser x | Add-CfyTenantUser -TenantName dev -Role viewer", "PUT", "users",
        """{"tenant_name":"dev","username":"x","role":"viewer"}""")]
    [InlineData("Get-CfyTenant x | Add-CfyTenantUser -UserName bob", "PUT", "users",
        """{"tenant_name":"x","username":"bob","role":"user"}""")]
    [InlineData("[pscustomobject]@{ UserName = 'bob'; TenantName = 'dev' } | Add-CfyTenantUser", "PUT", "users",
        """{"tenant_name":"dev","username":"bob","role":"user"}""")]
    [InlineData("Set-CfyTenantUser bob dev manager", "PATCH", "users",
        """{"tenant_name":"dev","username":"bob","role":"manager"}""")]
    [InlineData("Get-CfyUser x | Remove-CfyTenantUser -TenantName dev", "DELETE", "users",
        """{"tenant_name":"dev","username":"x"}""")]
    [InlineData("Get-CfyUserGroup x | Add-CfyTenantUserGroup -TenantName dev", "PUT", "user-groups",
        """{"tenant_name":"dev","group_name":"x","role":"user"}""")]
    [InlineData("Get-CfyTenant x | Add-CfyTenantUserGroup -GroupName ops", "PUT", "user-groups",
        """{"tenant_name":"x","group_name":"ops","role":"user"}""")]
    [InlineData("Set-CfyTenantUserGroup ops dev viewer", "PATCH", "user-groups",
        """{"tenant_name":"dev","group_name":"ops","role":"viewer"}""")]
    [InlineData("Remove-CfyTenantUserGroup ops dev", "DELETE", "user-groups",
        """{"tenant_name":"dev","group_name":"ops"}""")]
    public void MembersOfTenantsAreChanged(string script, string method, string kind, string body)
    {
        var manager = Connect();
        Shell.Invoke(script).Succeeded();
        var request = manager.Requests.Last();
        Assert.Equal((method, "/api/v3.1/tenants/" + kind, body), (request.Method, request.Path, request.Body));
    }

    [Theory]
    [InlineData("Add-CfyUserGroupMember ops bob, eve", "PUT", "ops", "bob", "eve")]
    [InlineData("'bob', 'eve' | Add-CfyUserGroupMember ops", "PUT", "ops", "bob", "eve")]
    [InlineData("Get-CfyUser x | Add-CfyUserGroupMember ops", "PUT", "ops", "x")]
    [InlineData("Get-CfyUserGroup x | Remove-CfyUserGroupMember -UserName bob", "DELETE", "x", "bob")]
    public void MembersOfGroupsAreChanged(string script, string method, string group, params string[] users)
    {
        var manager = Connect();
        Shell.Invoke(script).Succeeded();
        Assert.Equal(
            users.Select(user => $$"""{"group_name":"{{group}}","username":"{{user}}"}"""),
            manager.Requests.Where(request => request.Method == method).Select(request => request.Body));
    }

    [Theory]
    [InlineData("Get-CfyTenant x -Detailed")]
    [InlineData("Get-CfyTenant -Detailed")]
    [InlineData("Get-CfyUser -Detailed")]
    [InlineData("Get-CfyUserGroup x -Detailed")]
    public void DetailedRequestsNamesAndRoles(string script)
    {
        var manager = Connect();
        Shell.Invoke(script).Succeeded();
        Assert.Contains("_get_data=true", manager.Request.Query);
    }

    [Fact]
    public void CurrentReturnsTheUserOfTheSession()
    {
        var manager = Connect();
        Shell.Invoke("Get-CfyUser -Current").Succeeded();
        Assert.EndsWith("/user", manager.Request.Path);
    }

    [Fact]
    public void TokensAreReadOrCreatedDependingOnTheVersion()
    {
        var old = Connect("5.0.5");
        Assert.Equal("ctok-1", Shell.Invoke("Get-CfyToken -AsPlainText")["Value"]);
        Assert.Equal("GET", old.Request.Method);

        var recent = Connect("7.0.5");
        Assert.Equal(
            "ctok-1", Shell.Invoke("New-CfyToken pipeline -ExpirationDate 2040-01-02T03:04:05Z -AsPlainText")["Value"]);
        Assert.Equal("""{"description":"pipeline","expiration_date":"2040-01-02 03:04"}""", recent.Request.Body);
    }

    [Fact]
    public void ANewTokenCanBeUsedToConnect()
    {
        var manager = Connect();
        Shell.Invoke(
            $"$t = New-CfyToken; $null = Connect-CfyManager {manager.Address} -Token $t.Value; $null = Get-CfySecret")
                .Succeeded();
        Assert.Equal("ctok-1", manager.Requests.Last().Headers["Authentication-Token"]);
    }

    private PsResult ConnectAndInvoke(string script)
    {
        Connect();
        return Shell.Invoke(script);
    }
}
