using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Routing;

namespace CloudifyPS.Simulator;

/// <summary>
/// A Cloudify Manager in memory: it serves the REST API on the loopback interface, or to an HttpClient with no socket
/// between.
/// </summary>
public sealed class SimulatedManager : IDisposable
{
    private readonly SimulatorOptions _options;
    private readonly ManagerCore _core;
    private ListenerHost? _host;
    private int _requests;

    /// <summary>Makes a manager that holds nothing yet but its administrator and its first tenant.</summary>
    /// <param name="options">What it plays.</param>
    public SimulatedManager(SimulatorOptions options)
    {
        _options = options ?? throw new ArgumentNullException(nameof(options));
        _core = new ManagerCore(options);
    }

    /// <summary>Where it listens; null until <see cref="Start"/> was called.</summary>
    public Uri? Address => _host?.Address;

    internal ManagerCore Core => _core;

    /// <summary>Starts to listen on the loopback interface.</summary>
    /// <returns>The address, for example <c>http://127.0.0.1:40123/</c>.</returns>
    public Uri Start()
    {
        _host ??= new ListenerHost(_options.Port, AnswerAsync);
        return _host.Address;
    }

    /// <summary>A handler for an HttpClient: the same manager, without a socket.</summary>
    /// <returns>A handler; the caller disposes of it.</returns>
    public HttpMessageHandler CreateHandler() => new SimulatorHandler(AnswerAsync);

    /// <summary>Stops to listen; what the manager holds is gone.</summary>
    public void Dispose()
    {
        _host?.Dispose();
        _core.Dispose();
    }

    private async Task<ApiResponse?> AnswerAsync(ApiRequest request)
    {
        var number = Interlocked.Increment(ref _requests);
        if (_options.ResponseDelay > TimeSpan.Zero)
        {
            await Task.Delay(_options.ResponseDelay).ConfigureAwait(false);
        }

        return _options.DropEvery > 0 && number % _options.DropEvery == 0
            ? null
            : await _core.AnswerAsync(request).ConfigureAwait(false);
    }
}
