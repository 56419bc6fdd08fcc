using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Tests.Engine;

namespace CloudifyPS.Tests.Commands;

/// <summary>Blueprints: from a folder, a yaml file or an archive, and back.</summary>
public sealed class BlueprintTests : CommandTests
{
    [Theory]
    [InlineData("Publish-CfyBlueprint $blueprints/three-tier", "three-tier")]
    [InlineData("Publish-CfyBlueprint $blueprints/three-tier/blueprint.yaml -Id yaml", "yaml")]
    [InlineData("Publish-CfyBlueprint -LiteralPath $archives/bp1.zip", "bp1")]
    [InlineData("Publish-CfyBlueprint $archives/bp1.tar.gz", "bp1")]
    [InlineData("Publish-CfyBlueprint $archives/slow.tar.gz other -ApplicationFileName blueprint.yaml", "other")]
    [InlineData("[System.IO.FileInfo] \"$archives/bp1.zip\" | Publish-CfyBlueprint", "bp1")]
    [InlineData("Import-CfyBlueprint $blueprints/three-tier b", "b")]
    public void ItIsUploadedAndParsed(string script, string id)
    {
        Simulate();

        Assert.Equal([id, "uploaded", "True"], Run($"$b = {script}; $b.Id; $b.State; $null -ne (Get-CfyBlueprint {id}).Plan['nodes']"));
    }

    [Theory]
    [InlineData("6.4.0")]
    [InlineData("7.0.5")]
    public void LabelsAreSentAsTheManagerTakesThem(string version)
    {
        Simulate(new SimulatorOptions { Version = version, Speed = 0 });

        Assert.Equal(
            ["prod", "a,b", "blueprint.yaml"],
            Run("""
                $b = Publish-CfyBlueprint $archives/bp1.zip b -Label @{ stage = 'prod'; team = 'a,b' } -ApplicationFileName blueprint.yaml
                ($b.Labels | Where-Object Key -eq stage).Value
                ($b.Labels | Where-Object Key -eq team).Value
                $b.MainFileName
                """));
    }

    [Fact]
    public void WildcardsPublishThemAll()
    {
        Simulate();

        Assert.Equal(["bp1", "slow"], Run("(Publish-CfyBlueprint $archives/bp1.zip, $archives/sl*.gz).Id"));
    }

    [Theory]
    [InlineData("badtype.tar.gz", "type")]
    [InlineData("badimport.tar.gz", "import")]
    [InlineData("badyaml.tar.gz", "yaml")]
    public void WhatIsWrongWithItIsSaid(string archive, string reason)
    {
        Simulate();

        var result = Shell.Invoke($"Publish-CfyBlueprint $archives/{archive} bad");

        Assert.StartsWith("InvalidBlueprint,", result.Error.FullyQualifiedErrorId);
        Assert.Contains("bad", result.Error.ToString());
        Assert.Contains(reason, result.Error.ToString());
    }

    [Fact]
    public void WhatIsThereIsAConflictWhatIsNotIsNotFoundAndWhatIsNeededIsInUse()
    {
        Simulate();
        Run("Publish-CfyBlueprint $archives/bp1.zip b");

        Assert.Equal("Conflict", Fail("Publish-CfyBlueprint $archives/bp1.zip b"));
        Assert.Equal("NotFound", Fail("Get-CfyBlueprint nobody"));
        Assert.Equal("NotFound", Fail("Remove-CfyBlueprint nobody"));
        Assert.Equal("NotFound", Fail("Save-CfyBlueprint nobody"));
        Assert.Equal("FileNotFound", Fail("Publish-CfyBlueprint $archives/nothing.zip"));
        Run("New-CfyDeployment d b");
        Assert.Equal("InUse", Fail("Remove-CfyBlueprint b"));
    }

    [Fact]
    public void AViewerLooksAndChangesNothing()
    {
        var manager = Simulate();
        Run("Publish-CfyBlueprint $archives/bp1.zip b");
        Run("New-CfyUser eve $e -TenantName default_tenant -TenantRole viewer");
        Run($"$eve = Connect-CfyManager {manager.Address} -Credential ([pscredential]::new('eve', $e))");

        Assert.Equal(["b"], Run("(Get-CfyBlueprint -Session $eve).Id"));
        Assert.Equal("Forbidden", Fail("Publish-CfyBlueprint $archives/bp1.zip c -Session $eve"));
        Assert.Equal("Forbidden", Fail("Remove-CfyBlueprint b -Session $eve"));
        Assert.Equal("Forbidden", Fail("New-CfyDeployment d b -Session $eve"));
    }

    [Fact]
    public void AnArchiveComesBackAsItWentAndNothingIsOverwritten()
    {
        Simulate();
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Run("Publish-CfyBlueprint $archives/bp1.zip b");

            Assert.Equal(["True"], Run($"(Get-CfyBlueprint b | Save-CfyBlueprint -DestinationPath '{folder}').Exists"));
            var file = Assert.Single(Directory.GetFiles(folder));
            Assert.Equal(File.ReadAllBytes(Path.Combine(Archives, "bp1.zip")), File.ReadAllBytes(file));
            Assert.Equal("FileFailed", Fail($"Save-CfyBlueprint b '{folder}'"));
            Run($"Save-CfyBlueprint b '{folder}' -Force");
            Assert.Single(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("..")]
    public void ANameThatNoManagerTakesIsNotSent(string id)
    {
        var manager = Connect();

        Assert.Single(Shell.Invoke("Publish-CfyBlueprint $file -Id $id", ("file", Path.Combine(Archives, "bp1.zip")), ("id", id)).Errors);
        Assert.Empty(manager.Requests);
    }

    private static string Archives => Path.Combine(PsHost.RepositoryRoot, "tests", "CloudifyPS.Tests", "Recordings", "archives");
}
