using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

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
