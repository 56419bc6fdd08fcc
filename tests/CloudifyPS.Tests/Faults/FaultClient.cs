using CloudifyPS.Client;
using CloudifyPS.Client.Connection;
using CloudifyPS.Tests.Client;

namespace CloudifyPS.Tests.Faults;

/// <summary>A client that uses sockets, with a clock of the test.</summary>
internal sealed class FaultClient : IDisposable
{
    public FaultClient(Uri manager, Action<ConnectionOptions>? configure = null)
        : this([manager], configure)
    {
    }

    public FaultClient(Uri[] managers, Action<ConnectionOptions>? configure = null)
    {
        Options = new ConnectionOptions(managers)
        {
            UserName = "admin",
            Password = ClientFixture.Secure("canary-password"),
            Timeout = TimeSpan.FromMinutes(5),
            MaximumRetryCount = 2,
            NoProbe = true,
            NoProxy = true,
            TimeProvider = Clock,
        };
        configure?.Invoke(Options);
        Session = ManagerClient.ConnectAsync(Options, Log, default).GetAwaiter().GetResult();
        Client = new ManagerClient(Session, observer: Log);
    }

    public InstantClock Clock { get; } = new();

    public ConnectionOptions Options { get; }

    public AttemptLog Log { get; } = new();

    public CfySession Session { get; }

    public ManagerClient Client { get; }

    /// <summary>Runs a request and returns its exception, after checking that it contains no secret.</summary>
    public async Task<Exception> FailAsync(Func<ManagerClient, Task> request)
    {
        var failure = await Assert.ThrowsAnyAsync<Exception>(() => request(Client).WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.DoesNotContain("canary", failure.ToString());
        return failure;
    }

    public void Dispose() => ManagerClient.Disconnect(Session);
}
