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

    [Theory]
    [InlineData("nosuch:/x", "InvalidArgument", "'nosuch'")]
    [InlineData("env:PATH", "InvalidArgument", "provider Environment")]
    [InlineData("/nowhere/*.zip", "FileNotFound", "/nowhere/*.zip")]
    [InlineData("/nowhere/x.zip", "FileNotFound", "/nowhere/x.zip")]
    [InlineData("relative/none", "FileNotFound", "relative")]
    [InlineData("a\0b", "InvalidArgument", "NUL")]
    [InlineData("https://files.example/a.zip", "InvalidArgument", "address")]
    [InlineData("$folder", "FileAccessDenied", "is a folder")]
    public void APathThatCannotBeRead(string path, string id, string reason)
    {
        var manager = Connect();
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string[] scripts =
            [
                "Publish-CfyPlugin $path", "Publish-CfyPlugin -LiteralPath $path", "Publish-CfySnapshot $path -Id x",
                "Publish-CfyPlugin $file -YamlPath $path", "Publish-CfyPlugin $file -IconPath $path",
                "New-CfySecret x -Path $path", "Set-CfySecret x -Path $path",
                "Invoke-CfyRestMethod x PUT -InFile $path",

                // These read folders.
                .. path == "$folder" ? [] : new[]
                {
                    "Publish-CfyBlueprint $path -Id x", "New-CfyDeployment x b -InputFile $path -NoWait",
                    "Start-CfyExecution w x -ParameterFile $path",
                },
            ];
            foreach (var script in scripts)
            {
                var result = Shell.Invoke(
                    script,
                    ("path", path == "$folder" ? folder : path),
                    ("file", typeof(WrongInputTests).Assembly.Location));

                Assert.Equal((script, id), (script, result.Error.FullyQualifiedErrorId.Split(',')[0]));
                Assert.Contains(reason, result.Error.ToString());
            }

            Assert.Empty(manager.Requests);
        }
        finally
        {
            Directory.Delete(folder);
        }
    }

    [Theory]
    [InlineData("relative/x.zip")]
    [InlineData("//host/x.zip")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://host:99999/x.zip")]
    [InlineData("")]
    public void AnAddressThatIsNone(string address)
    {
        var manager = Connect();
        foreach (var script in new[] { "Publish-CfyBlueprint -Id x", "Publish-CfyPlugin" })
        {
            var error = Shell.Invoke($"{script} -Uri $address", ("address", address)).Error;

            Assert.StartsWith("ParameterArgumentTransformationError,", error.FullyQualifiedErrorId);
            Assert.Contains($"'{address}' is not a complete address", error.ToString());
        }

        Assert.Empty(manager.Requests);
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
