using System.Management.Automation;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>An input that cannot be used is an error that names it, and the pipeline continues with the next one.</summary>
public sealed class WrongInputTests : CommandTests
{
    private const string Nul = "\"a`0b\"";

    [Theory]
    [InlineData("'a[b'", "FileNotFound", "a[b")]
    [InlineData("'nodrive:/x'", "InvalidArgument", "nodrive")]
    [InlineData("'env:PATH'", "InvalidArgument", "env:PATH")]
    [InlineData("(Join-Path $blueprints 'nowhere/*.zip')", "FileNotFound", "nowhere")]
    [InlineData(Nul, "InvalidArgument", @"a\0b")]
    [InlineData("'http://files.example/x.zip'", "InvalidArgument", "-Uri")]
    public void APathThatNamesNothing(string path, string errorId, string named)
    {
        Simulate();
        const string Good = "(Join-Path $blueprints three-tier)";
        var text = Shell.Invoke($"{path}, {Good} | Publish-CfyBlueprint -Id text -NoWait");
        var rows = Shell.Invoke(
            $"[pscustomobject]@{{ Path = {path}; Id = 'bad' }}, [pscustomobject]@{{ Path = {Good}; Id = 'good' }} "
            + "| Publish-CfyBlueprint -NoWait");

        foreach (var result in new[] { text, rows })
        {
            Assert.Equal(errorId, result.Error.FullyQualifiedErrorId.Split(',')[0]);
            Assert.Contains(named, result.Error.Exception.Message);
            Assert.Single(result.Output);
        }
    }

    [Theory]
    [InlineData("t\u00e9nant")]
    [InlineData("a\nb")]
    public void ATenantThatNoHeaderCarries(string tenant)
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
    public void ARelativeAddress()
    {
        Connect();

        var result = Shell.Invoke(
            "[pscustomobject]@{ Uri = 'files/x.zip'; Id = 'bad' }, "
            + "[pscustomobject]@{ Uri = 'http://files.example/x.zip'; Id = 'x' } | Publish-CfyBlueprint -NoWait");

        Assert.StartsWith("ParameterArgumentTransformationError,", result.Error.FullyQualifiedErrorId);
        Assert.Contains("'files/x.zip' is not a complete address", result.Error.Exception.Message);
        Assert.Single(result.Output);
    }

    [Fact]
    public void APropertyThatThrows()
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
    public void AnOutputHidesNoTenantAndNoTenantHidesAnOutput()
    {
        Connect().Answer(
            "GET", "/outputs$", 200, """{"deployment_id": "x", "outputs": {"tenant": "mine", "map": {"a": [1]}}}""");

        var output = Shell.Invoke("$o = Get-CfyDeploymentOutput x; $o.tenant; $o.TenantName; $o.Outputs.tenant");

        Assert.Equal(["mine", "default_tenant", "mine"], output.Succeeded().Output.Select(one => one.ToString()));
    }
}
