using CloudifyPS.Tests.Engine;

namespace CloudifyPS.Tests.Commands;

/// <summary>A cmdlet's tests: the built module, connected to a manager that remembers what it was asked.</summary>
public abstract class CommandTests : IDisposable
{
    private readonly List<IDisposable> _open = [];

    public void Dispose()
    {
        foreach (IDisposable one in _open)
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
        Shell.Invoke($"$s = Connect-CfyManager {manager.Address} -Credential ([pscredential]::new('admin', $p)) -MaximumRetryCount 0",
            ("p", Secure("admin"))).Succeeded();
        return manager;
    }

    private protected static System.Security.SecureString Secure(string text) =>
        new System.Net.NetworkCredential(string.Empty, text).SecurePassword;
}
