using System.Management.Automation;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests that an invalid input causes an error that names it, and that the pipeline continues.</summary>
public sealed class WrongInputTests : CommandTests
{
    [Theory]
    [InlineData("t\u00e9nant")]
    [InlineData("a\nb")]
    public void ATenantThatAHeaderCannotContainIsRefused(string tenant)
    {
        var manager = Connect();

        var result = Shell.Invoke(
            "[pscustomobject]@{ Key = 'x'; Tenant = $tenant }, [pscustomobject]@{ Key = 'x' } | Get-CfySecret",
            ("tenant", tenant));

        Assert.StartsWith("InvalidArgument,", result.Error.FullyQualifiedErrorId);
        Assert.Contains(tenant, result.Error.Exception.Message);
        Assert.Single(result.Output);
        Assert.Single(manager.Requests);
    }

    [Fact]
    public void APropertyThatThrowsIsNamedInTheError()
    {
        var manager = Connect();
        PSObject broken = new();
        broken.Properties.Add(new PSScriptProperty("Key", ScriptBlock.Create("throw 'no key today'")));

        var result = Shell.Invoke("'x', $broken, 'x' | Get-CfySecret", ("broken", broken));

        Assert.Contains("no key today", result.Error.Exception.Message);
        Assert.EndsWith("GetCfySecretCommand", result.Error.FullyQualifiedErrorId);
        Assert.Equal(2, result.Output.Length);
        Assert.Equal(2, manager.Requests.Count);
    }

    [Fact]
    public void AnOutputNamedTenantDoesNotChangeTheTenant()
    {
        Connect().Answer(
            "GET", "/outputs$", 200, """{"deployment_id": "x", "outputs": {"tenant": "mine", "map": {"a": [1]}}}""");

        var output = Shell.Invoke("$o = Get-CfyDeploymentOutput x; $o.tenant; $o.TenantName; $o.Outputs.tenant");

        Assert.Equal(["mine", "default_tenant", "mine"], output.Succeeded().Output.Select(one => one.ToString()));
    }
}
