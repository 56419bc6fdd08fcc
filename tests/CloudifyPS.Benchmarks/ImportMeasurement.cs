using System.Diagnostics;
using System.Globalization;

namespace CloudifyPS.Benchmarks;

/// <summary>Import-Module in fresh processes, this module and an empty one taking turns.</summary>
internal static class ImportMeasurement
{
    public const string Child = "import-child";
    private const int Rounds = 11;

    public static void Run()
    {
        var empty = Path.Combine(Path.GetTempPath(), $"Empty-{Guid.NewGuid():N}.psm1");
        File.WriteAllText(empty, string.Empty);
        try
        {
            var ours = new double[Rounds];
            var nothing = new double[Rounds];
            for (var round = 0; round < Rounds; round++)
            {
                nothing[round] = double.Parse(Self.Run(Child, empty), CultureInfo.InvariantCulture);
                ours[round] = double.Parse(Self.Run(Child, ModuleHost.ModulePath), CultureInfo.InvariantCulture);
            }

            Array.Sort(ours);
            Array.Sort(nothing);
            double median = ours[Rounds / 2], baseline = nothing[Rounds / 2];
            Console.WriteLine($"Import-Module, median of {Rounds}: CloudifyPS {median:N0} ms, empty module {baseline:N0} ms, "
                + $"difference {median - baseline:N0} ms");
        }
        finally
        {
            File.Delete(empty);
        }
    }

    public static void RunChild(string path)
    {
        using var host = new ModuleHost();
        host.Invoke("Get-Module");
        var watch = Stopwatch.StartNew();
        host.Invoke($"Import-Module '{path}'");
        Console.WriteLine(watch.Elapsed.TotalMilliseconds.ToString(CultureInfo.InvariantCulture));
    }
}
