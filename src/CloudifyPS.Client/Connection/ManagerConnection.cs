using System.Net;
using System.Reflection;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Client.Waiting;
using Newtonsoft.Json;
using RestSharp;
using RestSharp.Interceptors;

namespace CloudifyPS.Client.Connection;

/// <summary>
/// The way to a manager, or to the one of a cluster that answers: headers, authentication, API version, errors, retries and redaction are here and nowhere
/// else. Thread-safe; closed with its session.
/// </summary>
internal sealed class ManagerConnection : IDisposable
{
    private static readonly string UserAgent = "CloudifyPS/" + (typeof(ManagerConnection).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    private readonly ConnectionOptions _options;
    private readonly RestClient _client;
    private readonly RetryPolicy _retries;
    private readonly CancellationTokenSource _closed = new();
    private readonly AsyncLocal<CertificateReport?> _certificate = new();
    private volatile Credentials? _credentials;
    private readonly Credentials? _spareCredentials;
    private int _active;

    /// <summary>Opens the connection; nothing is sent yet.</summary>
    public ManagerConnection(ConnectionOptions options)
    {
        _options = options;
        _retries = new RetryPolicy(options.MaximumRetryCount, options.RetryInterval, options.TimeProvider);
        var byPassword = options.Password is { } password
            ? new Credentials(options.UserName, password, isToken: false)
            : null;
        _credentials = options.Token is { } token ? new Credentials(options.UserName, token, isToken: true) : byPassword;
        _spareCredentials = options.Token is null ? null : byPassword;
        ApiVersion = options.ApiVersion ?? "v3.1";
        _client = new RestClient(
            options.Handler ?? MessageHandlers.Create(options, fault =>
            {
                if (_certificate.Value is { } report)
                {
                    report.Fault = fault;
                }
            }),
            disposeHandler: options.Handler is null,
            configureRestClient: rest =>
            {
                rest.BaseUrl = options.Manager;
                rest.UserAgent = UserAgent;
                rest.FollowRedirects = false;

                // Exchanges are watched for standstill instead: an upload may well take hours.
                rest.Timeout = System.Threading.Timeout.InfiniteTimeSpan;
            });
    }

    /// <summary>Is told when the session has gone over to another manager of the cluster.</summary>
    public Action<Uri>? Moved { get; set; }

    /// <summary>v3 or v3.1.</summary>
    public string ApiVersion { get; set; }

    /// <summary>The manager's version; null when it has not been asked for.</summary>
    public Version? ManagerVersion { get; set; }

    /// <summary>The clock of pauses and waits.</summary>
    public TimeProvider TimeProvider => _options.TimeProvider;

    /// <summary>Who sends the requests: Basic, Token, or null for nobody.</summary>
    public string? AuthenticationKind => _credentials?.Kind;

    /// <summary>
    /// Whether the manager is of that version or later. Unknown versions count as new: that is what connects most
    /// often without a probe.
    /// </summary>
    public bool IsAtLeast(int major, int minor, int patch = 0) =>
        ManagerVersion is null || ManagerVersion >= new Version(major, minor, patch);

    /// <summary>Sends a request, again where that is safe, and reads the answer while it comes in.</summary>
    /// <typeparam name="T">What the answer is read into.</typeparam>
    /// <exception cref="CfyApiException">The manager answered with an error.</exception>
    /// <exception cref="CfyConnectionException">No answer came, or it broke off.</exception>
    public async Task<T> SendAsync<T>(
        ApiRequest request,
        string tenant,
        Func<ApiResponse, CancellationToken, Task<T>> read,
        IRequestObserver? observer,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        var round = 1;
        var moves = 0;
        for (var number = 1; ; number++)
        {
            var credentials = _credentials;
            var active = Volatile.Read(ref _active);
            var uri = Address(_options.Managers[active], request);
            var attempt = new RequestAttempt(request.Method.Method, Redaction.Address(uri), number);
            var wantsBodies = observer?.WantsBodies ?? false;
            using var guard = new StallGuard(request.Timeout ?? _options.Timeout, linked.Token);
            var exchange = new Exchange<T>(request, uri, read, guard, progress, attempt, wantsBodies, TimeProvider);
            var report = new CertificateReport();
            _certificate.Value = report;
            Exception? thrown;
            try
            {
                thrown = (await _client.ExecuteAsync(Compose(request, uri, tenant, credentials, exchange), guard.Token)
                    .ConfigureAwait(false)).ErrorException;
            }
            catch (Exception exception) when (exception is OperationCanceledException or LocalFileException)
            {
                // What fails before the request is sent, or ends while the answer is being read, is thrown; everything
                // else is returned.
                thrown = exception;
            }

            if (_closed.IsCancellationRequested)
            {
                throw Closed();
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (exchange.HasResult)
            {
                observer?.OnAttempt(attempt);
                return exchange.Result!;
            }

            if (exchange.Error is { StatusCode: HttpStatusCode.Unauthorized } && Replace(credentials))
            {
                observer?.OnAttempt(attempt);
                continue;
            }

            var failure = exchange.Error is { } error
                ? ErrorFactory.Create(error)
                : Failure(exchange.ReadFailure ?? thrown, guard, uri, _options.NoProxy ? null : _options.Proxy, report.Fault);
            attempt.Failure = exchange.Error is null ? failure.Message : null;
            if (moves < _options.Managers.Count - 1 && IsElsewhere(request, failure))
            {
                moves++;
                MoveOn(active);
                attempt.RetryAfter = TimeSpan.Zero;
                observer?.OnAttempt(attempt);
                continue;
            }

            attempt.RetryAfter = failure is CfyException
                ? _retries.NextPause(
                    round,
                    request.CanRepeat || failure is CfyConnectionException { IsUnsent: true },
                    exchange.Error,
                    (failure as CfyConnectionException)?.Failure,
                    exchange.RetryAfter)
                : null;
            observer?.OnAttempt(attempt);
            if (attempt.RetryAfter is not { } pause)
            {
                throw failure;
            }

            try
            {
                await Pause.For(pause, TimeProvider, linked.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw Closed();
            }

            round++;
            moves = 0;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        _client.Dispose();
    }

    // Whether another manager of the cluster may answer, and may be asked: this one has not acted, or may act twice.
    private static bool IsElsewhere(ApiRequest request, Exception failure) => failure switch
    {
        CfyConnectionException connection => (request.CanRepeat || connection.IsUnsent) && connection.Failure
            is ConnectionFailure.Refused or ConnectionFailure.NameResolution or ConnectionFailure.Reset
            or ConnectionFailure.Timeout,

        // So say the passive ones, before 5.0.
        CfyApiException { ErrorCode: "not_cluster_master" } => true,

        // Its own proxy is up, and nothing behind it.
        CfyApiException { StatusCode: HttpStatusCode.BadGateway } => request.CanRepeat,
        _ => false,
    };

    private void MoveOn(int from)
    {
        var next = (from + 1) % _options.Managers.Count;

        // Of several requests that fail at once, one moves the session.
        if (Interlocked.CompareExchange(ref _active, next, from) == from)
        {
            Moved?.Invoke(_options.Managers[next]);
        }
    }

    private static ObjectDisposedException Closed() => new(nameof(CfySession), "The session has been disconnected.");

    // A token that has run out, where there is a password to go on with.
    private bool Replace(Credentials? refused)
    {
        var spare = _spareCredentials;
        if (spare is null || refused is null)
        {
            return false;
        }

        _credentials = spare;
        return refused != spare;
    }

    private Uri Address(Uri manager, ApiRequest request)
    {
        var path = "api/" + (request.IsVersioned ? ApiVersion + "/" : string.Empty) + request.Path;
        return new Uri(manager, path + (request.Query.Length == 0 ? string.Empty : "?" + request.Query));
    }

    private static RestRequest Compose(
        ApiRequest request, Uri uri, string tenant, Credentials? credentials, Interceptor exchange)
    {
        var rest = new RestRequest(uri, (Method)Enum.Parse(typeof(Method), request.Method.Method, ignoreCase: true))
        {
            CompletionOption = HttpCompletionOption.ResponseHeadersRead,
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            Interceptors = [exchange],
        };
        rest.AddHeader("Tenant", request.Tenant ?? tenant);
        if (credentials is not null)
        {
            (var name, var value) = credentials.Header;
            rest.AddHeader(name, value);
        }

        return rest;
    }

    private static Exception Failure(
        Exception? exception, StallGuard guard, Uri uri, Uri? proxy, string? certificate) => exception switch
    {
        // The user's disk, the user's files: not the manager's fault.
        LocalFileException => exception.InnerException!,
        HttpRequestException { InnerException: LocalFileException local } => local.InnerException!,
        CfyException => exception,
        JsonException or InvalidDataException => new CfyConnectionException(
            $"{uri.GetLeftPart(UriPartial.Path)} was not answered with JSON: {exception.Message}",
            ConnectionFailure.InvalidResponse, Redaction.Address(uri), exception)
        {
            RecommendedAction = "Check that the address is a Cloudify Manager's, and that no proxy answers in its place.",
        },
        _ when guard.HasStalled => ConnectionFailures.Describe(new TimeoutException(), uri, proxy, null),
        null => ConnectionFailures.Describe(new HttpRequestException("there was no answer."), uri, proxy, certificate),
        _ => ConnectionFailures.Describe(exception, uri, proxy, certificate),
    };

    private sealed class CertificateReport
    {
        public string? Fault { get; set; }
    }
}
