using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace CloudifyPS.Benchmarks;

/// <summary>Measures a long list, and the time to its first object, against a bare loop.</summary>
[Config(typeof(InProcess))]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class ListBenchmark
{
    private const int Total = 100_000;

    private readonly ModuleHost _host = new();
    private ServerProcess? _server;

    /// <summary>Starts the server and connects the module.</summary>
    [GlobalSetup]
    public void Setup()
    {
        _server = new ServerProcess(Total);
        _host.Connect(_server.Address);
    }

    /// <summary>Disconnects and stops the server.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        _host.Dispose();
        _server?.Dispose();
    }

    /// <summary>The baseline: the sequential loop over all pages.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("100,000 executions")]
    public Task BareLoopAll() => BareLoop.RunAsync(_server!.Address);

    /// <summary>The module: the whole list through a pipeline.</summary>
    [Benchmark]
    [BenchmarkCategory("100,000 executions")]
    public void GetCfyExecutionAll() => _host.Invoke("Get-CfyExecution | ForEach-Object {}");

    /// <summary>The baseline: the first page of the loop.</summary>
    [Benchmark(Baseline = true)]
    [BenchmarkCategory("first object")]
    public Task BareLoopFirst() => BareLoop.RunAsync(_server!.Address, first: 1);

    /// <summary>The module: the pipeline stops after the first object.</summary>
    [Benchmark]
    [BenchmarkCategory("first object")]
    public void GetCfyExecutionFirst() =>
        _host.Invoke("foreach ($one in 1) { Get-CfyExecution | ForEach-Object { break } }");

    private sealed class InProcess : ManualConfig
    {
        public InProcess() => AddJob(Job.ShortRun
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(5)
            .WithIterationCount(10)
            .WithInvocationCount(1)
            .WithUnrollFactor(1));
    }
}
