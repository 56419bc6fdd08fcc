using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests the errors of cmdlets when the manager refuses requests.</summary>
public sealed class FailureTests : CommandTests
{
    [Theory]
    [InlineData("Get-CfyPlugin x", "GET", "plugins/x", "GetCfyPlugin")]
    [InlineData("Remove-CfyPlugin x", "DELETE", "plugins/x", "RemoveCfyPlugin")]
    [InlineData("Get-CfySecret x", "GET", "secrets/x", "GetCfySecret")]
    [InlineData("Set-CfySecret x -Value v", "PATCH", "secrets/x", "SetCfySecret")]
    [InlineData("Remove-CfySecret x", "DELETE", "secrets/x", "RemoveCfySecret")]
    [InlineData("Get-CfySnapshot x", "GET", "snapshots/x", "GetCfySnapshot")]
    [InlineData("Restore-CfySnapshot x -Confirm:$false", "POST", "snapshots/x/restore", "RestoreCfySnapshot")]
    [InlineData("Get-CfyTenant x", "GET", "tenants/x", "GetCfyTenant")]
    [InlineData("Remove-CfyTenant x -Confirm:$false", "DELETE", "tenants/x", "RemoveCfyTenant")]
    [InlineData("Add-CfyTenantUser x t", "PUT", "tenants/users", "AddCfyTenantUser")]
    [InlineData("Get-CfyUser x", "GET", "users/x", "GetCfyUser")]
    [InlineData("Set-CfyUser x -Role default", "POST", "users/x", "SetCfyUser")]
    [InlineData("Disable-CfyUser x", "POST", "users/active/x", "DisableCfyUser")]
    [InlineData("Get-CfyUserGroup x", "GET", "user-groups/x", "GetCfyUserGroup")]
    [InlineData("Remove-CfyUserGroupMember g x", "DELETE", "user-groups/users", "RemoveCfyUserGroupMember")]
    [InlineData("Remove-CfyToken x", "DELETE", "tokens/x", "RemoveCfyToken")]
    [InlineData("Set-CfyExecution x -Status failed", "PATCH", "executions/x", "SetCfyExecution")]
    [InlineData("Resume-CfyExecution x", "POST", "executions/x", "ResumeCfyExecution")]
    [InlineData("Set-CfyNodeInstance x -State started", "PATCH", "node-instances/x", "SetCfyNodeInstance")]
    [InlineData("Invoke-CfyRestMethod sites/x", "GET", "sites/x", "InvokeCfyRestMethod")]
    public void EachRefusalHasItsErrorId(string script, string method, string path, string command)
    {
        var manager = Connect();
        foreach ((var status, var code, var id) in new[]
        {
            (404, "not_found_error", "NotFound"),
            (403, "forbidden_error", "Forbidden"),
            (404, "missing_premium_package_error", "PremiumRequired"),
        })
        {
            manager.Fail(method, "/" + path + "$", status, code);
            var result = Shell.Invoke(script);
            Assert.Matches(
                $"^{id},CloudifyPS\\.Commands\\.\\w+\\.{command}Command$", result.Error.FullyQualifiedErrorId);
            Assert.Empty(result.Output);
        }
    }

    [Theory]
    [InlineData("New-CfySecret x -Value v", "PUT", "secrets/x")]
    [InlineData("New-CfyTenant x", "POST", "tenants/x")]
    [InlineData("New-CfyUser x -Password secret", "PUT", "users")]
    [InlineData("New-CfyUserGroup x", "POST", "user-groups")]
    [InlineData("New-CfySnapshot x", "PUT", "snapshots/x")]
    [InlineData("Publish-CfyPlugin -Uri http://files/x.wgn", "POST", "plugins")]
    public void AnExistingObjectIsAConflict(string script, string method, string path)
    {
        var manager = Connect();
        manager.Fail(method, "/" + path + "$", 409, "conflict_error", "x already exists");
        var result = Shell.Invoke(script);
        Assert.StartsWith("Conflict,", result.Error.FullyQualifiedErrorId);
        Assert.Contains("x already exists", result.Error.ToString());
    }

    [Fact]
    public void AFailedObjectDoesNotStopThePipeline()
    {
        var manager = Connect();
        manager.Fail("DELETE", "/secrets/b$", 404, "not_found_error");
        var result = Shell.Invoke("'a', 'b', 'c' | Remove-CfySecret");
        Assert.Equal("b", result.Error.TargetObject);
        Assert.Equal(["a", "b", "c"], manager.Requests.Select(request => request.Path.Split('/')[^1]));
    }

    [Theory]
    [InlineData("7.0.5", "Get-CfyCluster", "7.0.5", "Invoke-CfyRestMethod")]
    [InlineData("5.0.5", "Get-CfyClusterNode", "5.0.5", "Invoke-CfyRestMethod")]
    [InlineData("7.0.5", "Get-CfyToken -AsPlainText", "7.0.5", "New-CfyToken")]
    [InlineData("5.0.5", "New-CfyToken", "5.0.5", "Get-CfyToken")]
    public void AnUnsupportedCmdletNamesAnAlternative(string version, string script, string named, string instead)
    {
        var manager = Connect(version);
        var result = Shell.Invoke(script);
        Assert.StartsWith("Unsupported,", result.Error.FullyQualifiedErrorId);
        Assert.Contains(named, result.Error.ToString());
        Assert.Contains(instead, result.Error.ErrorDetails.RecommendedAction);
        Assert.Empty(manager.Requests);
    }

    [Fact]
    public void APremiumFeatureIsNamedInTheError()
    {
        var manager = Connect();
        manager.Fail("GET", "/users$", 404, "missing_premium_package_error");
        Assert.Contains("premium edition", Shell.Invoke("Get-CfyUser").Error.ToString());
    }
}
