using System.Globalization;
using BenchmarkDotNet.Running;
using CloudifyPS.Benchmarks;

// Every figure is a ratio or a difference measured side by side in one run, the server in a process of its own.
switch (args.FirstOrDefault())
{
    case "list":
        BenchmarkRunner.Run<ListBenchmark>();
        return 0;
    case "memory":
        MemoryMeasurement.Run();
        return 0;
    case "import":
        ImportMeasurement.Run();
        return 0;
    case "serve":
        await CannedServer.RunAsync(int.Parse(args[1], CultureInfo.InvariantCulture));
        return 0;
    case MemoryMeasurement.Child:
        MemoryMeasurement.RunChild(args[1], args[2]);
        return 0;
    default:
        Console.Error.WriteLine("""
            ./build.ps1 -Task Bench -Benchmark list|memory|import

              list    100,000 executions through Get-CfyExecution | ForEach-Object {}, and the time to the first of them,
                      over a bare sequential HttpClient + Newtonsoft.Json loop
              memory  peak memory of a process that lists 10,000, 100,000 and 1,000,000 executions
              import  Import-Module CloudifyPS over Import-Module of an empty module, and the first list, in fresh pwsh
                      processes
            """);
        return 2;
}
