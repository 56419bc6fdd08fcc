using System.Net.Http.Headers;
using System.Text;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Client.Waiting;
using RestSharp.Interceptors;

namespace CloudifyPS.Client.Connection;

/// <summary>
/// Adds the body to one attempt of a request, and reads the response as a stream. RestSharp would buffer downloads in
/// memory and lists as text.
/// </summary>
/// <typeparam name="T">The type that the response is read into.</typeparam>
internal sealed class ResponseInterceptor<T>(
    ApiRequest request,
    Uri uri,
    Func<ApiResponse, CancellationToken, Task<T>> read,
    Countdown silence,
    IProgress<TransferProgress>? progress,
    RequestAttempt attempt,
    bool wantsBodies,
    long maximumSize,
    TimeProvider time) : Interceptor
{
    private const int LongestError = 256 * 1024;

    private long _started;

    public RequestAttempt Attempt => attempt;

    /// <summary>Gets the result, once <see cref="HasResult"/> is true.</summary>
    public T? Result { get; private set; }

    /// <summary>Gets whether a successful response has been read completely.</summary>
    public bool HasResult { get; private set; }

    /// <summary>Gets the manager's error response; null if there is none.</summary>
    public ApiError? Error { get; private set; }

    /// <summary>Gets the Retry-After header of an error response.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; private set; }

    /// <summary>Gets the exception that occurred while the response was read; null if there is none.</summary>
    public Exception? ReadFailure { get; private set; }

    /// <inheritdoc/>
    public override ValueTask BeforeHttpRequest(HttpRequestMessage requestMessage, CancellationToken cancellationToken)
    {
        // RestSharp would compose the address again, with different escapes.
        requestMessage.RequestUri = uri;
        if (request.Json is { } json)
        {
            // Managers return 415 for a charset parameter.
            requestMessage.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            requestMessage.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        else if (request.OpenBody is { } open)
        {
            var body = UploadStream.Open(open, cancellationToken);
            silence.Restart();
            var total = body.KnownLength;
            long sent = 0;
            requestMessage.Content = new StreamContent(
                new ProgressStream(body, read =>
                {
                    silence.Restart();
                    sent += read;
                    progress?.Report(new TransferProgress(sent, total));
                }),
                81920);
            requestMessage.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            requestMessage.Content.Headers.ContentLength = total;
        }

        if (request.FormParameters is { } parameters)
        {
            requestMessage.Content = Form(parameters, requestMessage.Content);
        }
#if NET
        else
        {
            // SocketsHttpHandler resends a request without content up to three times when the connection is closed
            // before the response. Only the retry policy may decide to resend.
            requestMessage.Content ??= new ByteArrayContent([]);
        }
#else
        else if (requestMessage.Content is null && !request.CanRepeat)
        {
            // .NET Framework does not send a request with content again. A GET request cannot have content there.
            requestMessage.Content = new ByteArrayContent([]);
        }
#endif

        // Without it, .NET Framework buffers a body of unknown length before it sends the first byte.
        if (requestMessage.Content is { Headers.ContentLength: null })
        {
            requestMessage.Headers.TransferEncodingChunked = true;
        }

        if (wantsBodies)
        {
            attempt.RequestHeaders = Headers(requestMessage.Headers, requestMessage.Content?.Headers);
            attempt.RequestBody = request.Json is null ? null : attempt.Redactor.Body(request.Json);
        }

        _started = time.GetTimestamp();
        return default;
    }

    /// <inheritdoc/>
    public override async ValueTask AfterHttpRequest(
        HttpResponseMessage responseMessage, CancellationToken cancellationToken)
    {
        attempt.Duration = time.GetElapsedTime(_started);
        attempt.StatusCode = responseMessage.StatusCode;
        if (wantsBodies)
        {
            attempt.ResponseHeaders = Headers(responseMessage.Headers, responseMessage.Content.Headers);
        }

        silence.Restart();
        try
        {
            await ReadAsync(responseMessage, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // RestSharp would keep only the message of the exception.
            ReadFailure = exception;
        }

        // The content has been read. RestSharp finds none.
        responseMessage.Content = new ByteArrayContent([]);
    }

    private List<string> Headers(HttpHeaders headers, HttpHeaders? content) =>
        headers.Concat(content ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .Select(header => attempt.Redactor.Header(header.Key, header.Value)).ToList();

    private async Task ReadAsync(HttpResponseMessage message, CancellationToken cancellationToken)
    {
#if NET
        var network = await message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
        var network = await message.Content.ReadAsStreamAsync().ConfigureAwait(false);

        // Network streams of .NET Framework do not observe the token.
        using var registration = cancellationToken.Register(network.Dispose);
#endif
        using var watched = new ProgressStream(network, _ => silence.Restart());
        if (message.IsSuccessStatusCode)
        {
            Stream body = watched;
            if (wantsBodies && IsJson(message))
            {
                var beginning = await ReadBeginningAsync(watched, cancellationToken).ConfigureAwait(false);
                attempt.ResponseBody = attempt.Redactor.Body(Encoding.UTF8.GetString(beginning.ToArray()));
                body = new PrefixedStream(beginning, watched);
            }

            Result = await read(new ApiResponse(message, body, maximumSize), cancellationToken).ConfigureAwait(false);
            HasResult = true;
            return;
        }

        RetryAfter = message.Headers.RetryAfter;
        var text = await ReadErrorAsync(watched, cancellationToken).ConfigureAwait(false);
        attempt.ResponseBody = wantsBodies ? attempt.Redactor.Body(text) : null;
        Error = ErrorFactory.Read(message.StatusCode, text, attempt) with
        {
            Location = Target(message.Headers.Location),
        };
    }

    // A query can hold a token.
    private Uri? Target(Uri? location) => location is not null && Uri.TryCreate(uri, location, out var target)
        ? attempt.Redactor.Link(
            new Uri(target.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped)))
        : null;

    private static bool IsJson(HttpResponseMessage message) =>
        message.Content.Headers.ContentType?.MediaType == "application/json";

    // A download has no size limit and can be JSON. Only its beginning is shown.
    private async Task<MemoryStream> ReadBeginningAsync(Stream stream, CancellationToken cancellationToken)
    {
        var beginning = new MemoryStream();
        var buffer = new byte[81920];
        while (beginning.Length <= maximumSize
            && await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)
                is > 0 and var read)
        {
            beginning.Write(buffer, 0, read);
        }

        beginning.Position = 0;
        return beginning;
    }

    // An error page of a proxy can be large. Its beginning is enough.
    private static async Task<string> ReadErrorAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[LongestError];
        var length = 0;
        try
        {
            while (length < buffer.Length)
            {
                var read = await stream.ReadAsync(buffer, length, buffer.Length - length, cancellationToken)
                    .ConfigureAwait(false);
                if (read == 0)
                {
                    break;
                }

                length += read;
            }
        }
        catch (Exception exception)
            when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            // The status is enough for an error.
        }

        return Encoding.UTF8.GetString(buffer, 0, length).TrimStart('\uFEFF');
    }

    // A form of JSON and, when there is one, a file.
    private MultipartFormDataContent Form(string parameters, HttpContent? file)
    {
        // .NET writes the names without quotes, which some servers cannot read.
        var form = new MultipartFormDataContent { { new StringContent(parameters), "\"params\"" } };
        if (file is not null)
        {
            form.Add(file, $"\"{request.FormBodyName}\"", "\"archive\"");
        }

        return form;
    }
}
