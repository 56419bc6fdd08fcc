using System.Reflection;

namespace CloudifyPS.Tests.Simulator;

/// <summary>Reads files in the source folder of the tests.</summary>
internal static class TestFiles
{
    public static string Path(params string[] parts) => System.IO.Path.Combine(
    [
        typeof(TestFiles).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .First(attribute => attribute.Key == "RepositoryRoot").Value!,
        "tests", "CloudifyPS.Tests", .. parts,
    ]);
}
