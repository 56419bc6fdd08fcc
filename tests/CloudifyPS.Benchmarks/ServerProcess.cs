using System.Diagnostics;
using System.Globalization;

namespace CloudifyPS.Benchmarks;

/// <summary>Runs the canned server in its own process.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    public ServerProcess(int total)
    {
        _process = Process.Start(new ProcessStartInfo(
            Environment.ProcessPath!,
            [.. Self.Arguments, "serve", total.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Address = "http://127.0.0.1:" + _process.StandardOutput.ReadLine();
    }

    /// <summary>Gets the address of the server.</summary>
    public string Address { get; }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}
