using System.Text;
using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Planning;
using Xunit.Abstractions;

namespace CloudifyPS.Tests.Dsl;

/// <summary>
/// Plans all blueprints in the folder that the environment variable CLOUDIFYPS_EXAMPLE_BLUEPRINTS specifies, for
/// example a checkout of public blueprints. Each must result in a plan or in an error with a reason. Without the
/// variable, the test does nothing.
/// </summary>
public class ExampleBlueprintsTests(ITestOutputHelper output)
{
    [Fact]
    public void EachBlueprintIsPlannedOrRefusedWithAReason()
    {
        var root = Environment.GetEnvironmentVariable("CLOUDIFYPS_EXAMPLE_BLUEPRINTS");
        if (string.IsNullOrEmpty(root))
        {
            return;
        }

        var planned = 0;
        var reasons = new List<(string Reason, string File)>();
        foreach (var file in Directory.EnumerateFiles(root, "*.yaml", SearchOption.AllDirectories).OrderBy(f => f))
        {
            var text = File.ReadAllText(file, Encoding.UTF8);
            if (!text.Contains("tosca_definitions_version") || !text.Contains("node_templates"))
            {
                continue;
            }

            var directory = Path.GetDirectoryName(file)!;
            var files = Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories).ToDictionary(
                f => Path.GetRelativePath(directory, f).Replace('\\', '/'), File.ReadAllBytes);
            try
            {
                BlueprintPlanner.Plan(files, Path.GetFileName(file));
                planned++;
            }
            catch (DslException e)
            {
                reasons.Add((e.Message.Split('\n')[0], Path.GetRelativePath(root, file)));
            }
        }

        output.WriteLine($"{planned} planned, {reasons.Count} refused");
        foreach (var group in reasons.GroupBy(r => r.Reason).OrderByDescending(g => g.Count()))
        {
            output.WriteLine(
                $"{group.Count()} x {group.Key}\n    {string.Join(", ", group.Select(r => r.File).Take(3))}");
        }

        Assert.True(planned > 0);
    }
}
