using System.Diagnostics;
using System.Globalization;

namespace CloudifyPS.Benchmarks;

/// <summary>Measures the peak memory of processes that list 10,000, 100,000 and 1,000,000 executions.</summary>
internal static class MemoryMeasurement
{
    public const string Child = "memory-child";

    public static void Run()
    {
        Console.WriteLine("executions   peak working set");
        foreach (var total in (int[])[10_000, 100_000, 1_000_000])
        {
            using var server = new ServerProcess(total);
            var peak = Self.Run(Child, server.Address, total.ToString(CultureInfo.InvariantCulture));
            Console.WriteLine($"{total,10:N0}   {peak} MiB");
        }
    }

    public static void RunChild(string address, string total)
    {
        using var host = new ModuleHost();
        host.Connect(address);
        host.Invoke($"$count = 0; Get-CfyExecution | ForEach-Object {{ $count++ }}; "
            + $"if ($count -ne {total}) {{ throw \"$count came\" }}");
        using var self = Process.GetCurrentProcess();
        Console.WriteLine((self.PeakWorkingSet64 / (1024 * 1024)).ToString(CultureInfo.InvariantCulture));
    }
}
