using System.Net;
using System.Reflection;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Redaction;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Client.Waiting;
using Newtonsoft.Json;
using RestSharp;
using RestSharp.Interceptors;

namespace CloudifyPS.Client.Connection;

/// <summary>
/// A connection to a manager, or to the managers of a cluster. It is responsible for headers, authentication,
/// the API version, errors, retries and redaction. It is thread-safe and is closed with its session.
/// </summary>
internal sealed class ManagerConnection : IDisposable
{
    private static readonly string UserAgent = "CloudifyPS/" + (typeof(ManagerConnection).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0");

    private readonly ConnectionOptions _options;
    private readonly Credentials? _credentials;
    private readonly RestClient _client;
    private readonly RetryPolicy _retries;
    private readonly CancellationTokenSource _closed = new();
    private readonly AsyncLocal<CertificateReport?> _certificate = new();
    private int _active;

    public ManagerConnection(ConnectionOptions options)
    {
        _options = options;
        _retries = new RetryPolicy(options.MaximumRetryCount, options.RetryInterval, options.TimeProvider);
        _credentials = Credentials.From(options);
        ApiVersion = options.ApiVersion ?? "v3.1";
        _client = new RestClient(
            MessageHandlers.CreateClient(options, fault =>
            {
                if (_certificate.Value is { } report)
                {
                    report.Fault = fault;
                }
            }),
            disposeHttpClient: true,
            configureRestClient: rest =>
            {
                rest.BaseUrl = options.Manager;
                rest.UserAgent = UserAgent;
                rest.FollowRedirects = false;
                rest.Timeout = Timeout.InfiniteTimeSpan;
            });
    }

    /// <summary>Gets or sets the action that is called when the session switches to another manager.</summary>
    public Action<Uri>? Moved { get; set; }

    /// <summary>Gets or sets the version of the API: v3 or v3.1.</summary>
    public string ApiVersion { get; set; }

    /// <summary>Gets or sets the manager's version; null when it is not known.</summary>
    public Version? ManagerVersion { get; set; }

    public TimeProvider TimeProvider => _options.TimeProvider;

    /// <summary>Gets the token that is cancelled when the session is closed.</summary>
    public CancellationToken Closed => _closed.Token;

    /// <summary>Gets the authentication method: Basic or Token; null for none.</summary>
    public string? AuthenticationKind => _credentials?.Kind;

    /// <summary>
    /// Returns whether the manager has that version or a later one. An unknown version is treated as the latest,
    /// because most sessions without a probe are with recent managers.
    /// </summary>
    public bool IsAtLeast(int major, int minor, int patch = 0) =>
        ManagerVersion is null || ManagerVersion >= new Version(major, minor, patch);

    /// <summary>
    /// Sends a request, repeats it if this is safe, and reads the response as a stream.
    /// </summary>
    /// <exception cref="ArgumentException">The name of the tenant cannot be sent.</exception>
    /// <exception cref="CfyApiException">The manager returned an error.</exception>
    /// <exception cref="CfyConnectionException">There was no response, or it was incomplete.</exception>
    public async Task<T> SendAsync<T>(
        ApiRequest request,
        string tenant,
        Func<ApiResponse, CancellationToken, Task<T>> read,
        IRequestObserver? observer,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        if (_closed.IsCancellationRequested)
        {
            throw ClosedSession();
        }

        RequireTenant(tenant);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closed.Token);
        var repetition = new Repetition();
        var redactor = new Redactor(() => Secrets(request));
        for (var number = 1; ; number++)
        {
            var active = Volatile.Read(ref _active);
            var uri = Address(_options.Managers[active], request);
            var attempt = new RequestAttempt(request.Method.Method, uri, number, redactor);
            using var silence = new Countdown(request.Timeout ?? _options.Timeout, TimeProvider, linked.Token);
            var interceptor = new ResponseInterceptor<T>(
                request,
                uri,
                read,
                silence,
                progress,
                attempt,
                observer?.WantsBodies ?? false,
                _options.MaximumResponseSize,
                TimeProvider);
            var outcome = await AttemptAsync(request, active, uri, tenant, interceptor, silence).ConfigureAwait(false);
            ThrowIfEnded(cancellationToken);
            var pause = NextPause(request, outcome, repetition);
            attempt.RetryAfter = pause;
            observer?.OnAttempt(attempt);
            if (outcome.Failure is null)
            {
                return outcome.Result!;
            }

            if (pause is null)
            {
                if (outcome.Failure is CfyException failure)
                {
                    failure.IsRepeated = number > 1;
                }

                throw outcome.Failure;
            }

            await PauseAsync(pause.Value, cancellationToken, linked.Token).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed.Cancel();
        _client.Dispose();
    }

    // The name is a header.
    private static void RequireTenant(string tenant)
    {
        if (tenant.Any(letter => letter is < ' ' or > '~'))
        {
            throw new ArgumentException(
                $"'{tenant}' is not the name of a tenant: only printable ASCII characters are allowed.");
        }
    }

    private async Task<AttemptOutcome<T>> AttemptAsync<T>(
        ApiRequest request,
        int active,
        Uri uri,
        string tenant,
        ResponseInterceptor<T> interceptor,
        Countdown silence)
    {
        var report = new CertificateReport();
        _certificate.Value = report;
        Exception? thrown;
        try
        {
            var rest = Compose(request, uri, tenant, interceptor);
            thrown = (await _client.ExecuteAsync(rest, silence.Token).ConfigureAwait(false)).ErrorException;
        }
        catch (Exception exception)
        {
            // RestSharp returns some exceptions and throws others, such as ObjectDisposedException when the session is
            // closed meanwhile.
            thrown = exception;
        }

        var attempt = interceptor.Attempt;
        if (interceptor.HasResult)
        {
            return new AttemptOutcome<T>(attempt, active, interceptor.Result, null, null, null);
        }

        if (interceptor.Error is { } error)
        {
            var refusal = ErrorFactory.Create(error);
            AdviseToLook(request, refusal);
            return new AttemptOutcome<T>(attempt, active, default, refusal, error, interceptor.RetryAfter);
        }

        var proxy = _options.NoProxy ? null : _options.Proxy;
        var failure = Failure(
            interceptor.ReadFailure ?? thrown, silence, uri, proxy, report.Fault, attempt.Redactor);
        attempt.Failure = failure.Message;
        AdviseToLook(request, failure);
        return new AttemptOutcome<T>(attempt, active, default, failure, null, null);
    }

    // A change can have succeeded although its response was lost or came from a proxy instead of the manager.
    private static void AdviseToLook(ApiRequest request, Exception failure)
    {
        if (!request.CanRepeat
            && failure is CfyException { MayHaveArrived: true } lost
                and not (CfyConnectionException { IsPermanent: true } or CfyApiException { ErrorCode: not null }))
        {
            lost.RecommendedAction =
                "The manager may have processed the request. Check the state of the object before you try again.";
        }
    }

    // The pause before the next attempt; null when there is none.
    private TimeSpan? NextPause<T>(ApiRequest request, AttemptOutcome<T> outcome, Repetition repetition)
    {
        if (outcome.Failure is CfyConnectionException { IsPermanent: true }
            || outcome.Failure is not CfyException failure)
        {
            return null;
        }

        if (repetition.Moves < _options.Managers.Count - 1 && IsElsewhere(request, failure))
        {
            repetition.Moves++;
            MoveOn(outcome.Manager);
            return TimeSpan.Zero;
        }

        var connection = failure as CfyConnectionException;
        var pause = _retries.NextPause(
            repetition.Round,
            request.CanRepeat || connection is { IsUnsent: true },
            outcome.Error,
            connection?.Failure,
            outcome.RetryAfter);
        if (pause is not null)
        {
            repetition.Round++;
            repetition.Moves = 0;
        }

        return pause;
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken cancellationToken, CancellationToken linked)
    {
        if (pause == TimeSpan.Zero)
        {
            return;
        }

        try
        {
            await TimeProvider.DelayAsync(pause, linked).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            ThrowIfEnded(cancellationToken);
            throw;
        }
    }

    private void ThrowIfEnded(CancellationToken cancellationToken)
    {
        if (_closed.IsCancellationRequested)
        {
            throw ClosedSession();
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    // Returns whether another manager of the cluster may be asked: this one did not process the request, or
    // the request can be repeated.
    private static bool IsElsewhere(ApiRequest request, CfyException failure) => failure switch
    {
        CfyConnectionException connection => (request.CanRepeat || connection.IsUnsent) && connection.Failure
            is ConnectionFailure.Refused or ConnectionFailure.NameResolution or ConnectionFailure.Reset
            or ConnectionFailure.Timeout,

        // The response of passive managers before 5.0.
        CfyApiException { ErrorCode: "not_cluster_master" } => true,

        // The manager's proxy is running, and the services behind it are not.
        CfyApiException { StatusCode: HttpStatusCode.BadGateway } => request.CanRepeat,
        _ => false,
    };

    private void MoveOn(int from)
    {
        var next = (from + 1) % _options.Managers.Count;

        // Only one of several requests that fail at the same time moves the session.
        if (Interlocked.CompareExchange(ref _active, next, from) == from)
        {
            Moved?.Invoke(_options.Managers[next]);
        }
    }

    private CfySessionException ClosedSession() =>
        new($"The session with '{_options.Manager.GetLeftPart(UriPartial.Authority)}' is closed.")
        {
            IsClosed = true,
            RecommendedAction = "Open a new session with Connect-CfyManager.",
        };

    private Uri Address(Uri manager, ApiRequest request)
    {
        var path = "api/" + (request.IsVersioned ? ApiVersion + "/" : string.Empty) + request.Path;
        return new Uri(manager, path + (request.Query.Length == 0 ? string.Empty : "?" + request.Query));
    }

    // The secrets that a response or an exception of the HTTP client can quote.
    private IEnumerable<string> Secrets(ApiRequest request) =>
    [
        .. _credentials?.Secrets ?? [],
        .. _options.ProxyCredential is NetworkCredential proxy
            ? Credentials.BasicSecrets(proxy.UserName, proxy.Password)
            : [],
        .. SecretFinder.InQuery(request.Query),
        .. request.Json is { } json ? SecretFinder.InJson(json) : [],
        .. request.FormParameters is { } parameters ? SecretFinder.InJson(parameters) : [],
    ];

    private RestRequest Compose(ApiRequest request, Uri uri, string tenant, Interceptor interceptor)
    {
        var rest = new RestRequest(uri, (Method)Enum.Parse(typeof(Method), request.Method.Method, ignoreCase: true))
        {
            CompletionOption = HttpCompletionOption.ResponseHeadersRead,
            Timeout = Timeout.InfiniteTimeSpan,
            Interceptors = [interceptor],
        };
        rest.AddHeader("Tenant", tenant);
        if (_credentials is not null)
        {
            (var name, var value) = _credentials.Header;
            rest.AddHeader(name, value);
        }

        return rest;
    }

    private static Exception Failure(
        Exception? exception, Countdown silence, Uri uri, Uri? proxy, string? certificate, Redactor redactor) =>
        exception switch
    {
        // Failures of the local disk are not failures of the manager.
        LocalFileException => exception.InnerException!,
        HttpRequestException { InnerException: LocalFileException local } => local.InnerException!,
        CfyException => exception,
        InvalidResponseException invalid => new CfyConnectionException(
            $"The response of {redactor.Link(uri).GetLeftPart(UriPartial.Path)} {invalid.Message}.",
            ConnectionFailure.InvalidResponse,
            redactor.Link(uri),
            innerException: null)
        {
            RecommendedAction = invalid.RecommendedAction,
            IsPermanent = invalid.IsPermanent,
        },
        JsonException or InvalidDataException => new CfyConnectionException(
            $"The response of {redactor.Link(uri).GetLeftPart(UriPartial.Path)} is not JSON: "
                + JsonErrors.Describe(exception),
            ConnectionFailure.InvalidResponse, redactor.Link(uri), innerException: null)
        {
            RecommendedAction =
                "Check that the address belongs to a Cloudify Manager, and that no proxy responds in its place.",
        },
        _ when silence.HasExpired => ConnectionFailures.Describe(new TimeoutException(), uri, proxy, null, redactor),
        null => ConnectionFailures.Describe(
            new HttpRequestException("there was no response."), uri, proxy, certificate, redactor),
        _ => ConnectionFailures.Describe(exception, uri, proxy, certificate, redactor),
    };

    private sealed class CertificateReport
    {
        public string? Fault { get; set; }
    }

    private sealed class Repetition
    {
        public int Round { get; set; } = 1;

        public int Moves { get; set; }
    }
}
