using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;

namespace CloudifyPS.Tests.Support;

/// <summary>
/// The base class of tests of cmdlets, with the built module and a manager that records requests or is simulated.
/// </summary>
public abstract class CommandTests : IDisposable
{
    private readonly List<IDisposable> _open = [];

    public void Dispose()
    {
        foreach (var one in _open)
        {
            one.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    private protected PsHost Shell { get; private set; } = null!;

    /// <summary>Connects to a manager of a version.</summary>
    private protected FakeManager Connect(string version = "7.0.5")
    {
        var manager = new FakeManager(version);
        Shell = new PsHost();
        _open.AddRange([manager, Shell]);
        Shell.Invoke(
            $"$s = Connect-CfyManager {manager.Address} -Credential ([pscredential]::new('admin', $p)) "
                + "-MaximumRetryCount 0",
            ("p", Secure("admin"))).Succeeded();
        return manager;
    }

    /// <summary>
    /// Connects to a simulated manager as its administrator. $s is the session, and $e is a password for new users.
    /// </summary>
    private protected SimulatedManager Simulate(SimulatorOptions? options = null)
    {
        var manager = new SimulatedManager(options ?? new SimulatorOptions { Speed = 0 });
        Shell = new PsHost();
        _open.AddRange([manager, Shell]);
        Shell.Invoke(
            $"$s = Connect-CfyManager {manager.Start()} -Credential ([pscredential]::new('admin', $p))",
            ("p", Secure("admin")),
            ("e", Secure("correct horse")),
            ("blueprints", Path.Combine(PsHost.RepositoryRoot, "docs", "examples", "blueprints")),
            ("archives", Path.Combine(
                PsHost.RepositoryRoot, "tests", "CloudifyPS.Tests", "Recordings", "archives"))).Succeeded();
        return manager;
    }

    /// <summary>Runs a script that must succeed, and returns its output as text.</summary>
    private protected string[] Run(string script) =>
        [.. Shell.Invoke(script).Succeeded().Output.Select(one => one?.ToString() ?? string.Empty)];

    /// <summary>Runs a script that must fail, and returns the ID of its only error.</summary>
    private protected string Fail(string script) => Shell.Invoke(script).Error.FullyQualifiedErrorId.Split(',')[0];

    private protected static System.Security.SecureString Secure(string text) =>
        new System.Net.NetworkCredential(string.Empty, text).SecurePassword;
}
