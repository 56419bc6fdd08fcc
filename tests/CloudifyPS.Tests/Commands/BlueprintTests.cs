using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests the requests of the cmdlets for blueprints to managers of several versions.</summary>
public sealed class BlueprintTests : CommandTests
{
    private static string Archives =>
        Path.Combine(PsHost.RepositoryRoot, "tests", "CloudifyPS.Tests", "Recordings", "archives");

    [Theory]
    [InlineData("6.4.0")]
    [InlineData("7.0.5")]
    public void LabelsAreSentInTheFormatOfTheVersion(string version)
    {
        Simulate(new SimulatorOptions { Version = version, Speed = 0 });

        Assert.Equal(
            ["prod", "a,b", "blueprint.yaml"],
            Run("""
                $label = @{ stage = 'prod'; team = 'a,b' }
                $b = Publish-CfyBlueprint $archives/bp1.zip b -Label $label -ApplicationFileName blueprint.yaml
                ($b.Labels | Where-Object Key -eq stage).Value
                ($b.Labels | Where-Object Key -eq team).Value
                $b.MainFileName
                """));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("..")]
    public void AnInvalidNameIsNotSent(string id)
    {
        var manager = Connect();

        var result = Shell.Invoke(
            "Publish-CfyBlueprint $file -Id $id", ("file", Path.Combine(Archives, "bp1.zip")), ("id", id));

        Assert.Single(result.Errors);
        Assert.Empty(manager.Requests);
    }
}
