using System.Net;
using System.Security;
using CloudifyPS.Client;
using CloudifyPS.Client.Connection;

namespace CloudifyPS.Tests.Client;

/// <summary>A client with the handler and the clock of a test.</summary>
internal sealed class ClientFixture : IDisposable
{
    public ClientFixture(
        HttpMessageHandler handler, Action<ConnectionOptions>? configure = null, bool wantsBodies = false)
    {
        Log = new AttemptLog { WantsBodies = wantsBodies };
        Options = new ConnectionOptions(new Uri("https://manager.example"))
        {
            UserName = "admin",
            Password = Secure("canary-password"),
            TimeProvider = Clock,
            Handler = handler,
        };
        configure?.Invoke(Options);
        var connection = new ManagerConnection(Options);
        Session = new CfySession(Options.Manager, Options.Tenant) { Connection = connection };
        Client = new ManagerClient(Session, observer: Log);
    }

    public InstantClock Clock { get; } = new();

    public ConnectionOptions Options { get; }

    public AttemptLog Log { get; }

    public CfySession Session { get; }

    public ManagerClient Client { get; }

    public static SecureString Secure(string text) => new NetworkCredential(string.Empty, text).SecurePassword;

    /// <summary>Runs a request and returns its exception.</summary>
    public async Task<Exception> FailAsync(Func<ManagerClient, Task> request) =>
        await Assert.ThrowsAnyAsync<Exception>(() => request(Client));

    public void Dispose() => ManagerClient.Disconnect(Session);
}
