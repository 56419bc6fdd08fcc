using System.Text;
using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Planning;
using Xunit.Abstractions;

namespace CloudifyPS.Tests.Dsl;

/// <summary>
/// Tries all blueprints of a directory, for example a checkout of the public ones: none may end in anything but a plan
/// or
/// a reason. The environment variable CLOUDIFYPS_EXAMPLE_BLUEPRINTS names it; without it there is nothing to try.
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
