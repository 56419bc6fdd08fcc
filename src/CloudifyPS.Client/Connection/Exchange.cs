using System.Net.Http.Headers;
using System.Text;
using CloudifyPS.Client.Transfers;
using RestSharp.Interceptors;

namespace CloudifyPS.Client.Connection;

/// <summary>
/// One attempt at a request: puts its body on, and takes the answer off the wire, since RestSharp would keep a
/// download in memory and a list as text.
/// </summary>
/// <typeparam name="T">What the answer is read into.</typeparam>
internal sealed class Exchange<T>(
    ApiRequest request,
    Uri uri,
    Func<ApiResponse, CancellationToken, Task<T>> read,
    StallGuard guard,
    IProgress<TransferProgress>? progress,
    RequestAttempt attempt,
    bool wantsBodies,
    TimeProvider time) : Interceptor
{
    private const int LongestError = 256 * 1024;

    private long _started;

    /// <summary>The result, once <see cref="HasResult"/>.</summary>
    public T? Result { get; private set; }

    /// <summary>Whether a successful answer has been read to its end.</summary>
    public bool HasResult { get; private set; }

    /// <summary>The manager's error answer; null when it gave none.</summary>
    public ApiError? Error { get; private set; }

    /// <summary>When the manager wants to be asked again.</summary>
    public RetryConditionHeaderValue? RetryAfter { get; private set; }

    /// <summary>What reading the answer threw; null when it did not.</summary>
    public Exception? ReadFailure { get; private set; }

    /// <inheritdoc/>
    public override ValueTask BeforeHttpRequest(HttpRequestMessage requestMessage, CancellationToken cancellationToken)
    {
        // As it is: RestSharp composes addresses anew and has its own mind about escapes.
        requestMessage.RequestUri = uri;
        if (request.Json is { } json)
        {
            // Exactly this type: a charset parameter would be answered with 415.
            requestMessage.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(json));
            requestMessage.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }
        else if (request.OpenBody is { } open)
        {
            Stream body = UploadStream.Open(open);
            long? total = body.CanSeek ? body.Length : null;
            long sent = 0;
            requestMessage.Content = new StreamContent(
                new WatchedStream(body, read =>
                {
                    guard.Touch();
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
        else if (requestMessage.Content is null && !request.CanRepeat)
        {
            // With no content at all, .NET's handler takes it upon itself to send a request again when the connection
            // is closed before an answer: a deletion would be sent four times.
            requestMessage.Content = new ByteArrayContent([]);
        }

        attempt.RequestHeaders = Headers(requestMessage.Headers, requestMessage.Content?.Headers);
        attempt.RequestBody = wantsBodies && request.Json is not null ? Redaction.Body(request.Json) : null;
        _started = time.GetTimestamp();
        return default;
    }

    /// <inheritdoc/>
    public override async ValueTask AfterHttpRequest(HttpResponseMessage responseMessage, CancellationToken cancellationToken)
    {
        attempt.Duration = time.GetElapsedTime(_started);
        attempt.StatusCode = responseMessage.StatusCode;
        attempt.ResponseHeaders = Headers(responseMessage.Headers, responseMessage.Content.Headers);
        guard.Touch();
        try
        {
            await ReadAsync(responseMessage, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            // RestSharp would turn it into a text.
            ReadFailure = exception;
        }

        // Nothing is left for RestSharp to read.
        responseMessage.Content = new ByteArrayContent([]);
    }

    private static List<string> Headers(HttpHeaders headers, HttpHeaders? content) =>
        headers.Concat(content ?? Enumerable.Empty<KeyValuePair<string, IEnumerable<string>>>())
            .Select(header => Redaction.Header(header.Key, header.Value)).ToList();

    private async Task ReadAsync(HttpResponseMessage message, CancellationToken cancellationToken)
    {
#if NET
        var network = await message.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
#else
        var network = await message.Content.ReadAsStreamAsync().ConfigureAwait(false);

        // .NET Framework's network streams look at no token while they read.
        using var registration = cancellationToken.Register(network.Dispose);
#endif
        using var watched = new WatchedStream(network, _ => guard.Touch());
        if (message.IsSuccessStatusCode)
        {
            Stream body = watched;
            if (wantsBodies && IsJson(message))
            {
                var copy = new MemoryStream();
                await watched.CopyToAsync(copy, 81920, cancellationToken).ConfigureAwait(false);
                attempt.ResponseBody = Redaction.Body(Encoding.UTF8.GetString(copy.ToArray()));
                copy.Position = 0;
                body = copy;
            }

            Result = await read(new ApiResponse(message, body), cancellationToken).ConfigureAwait(false);
            HasResult = true;
            return;
        }

        RetryAfter = message.Headers.RetryAfter;
        var text = Redaction.Scrub(
            await ReadErrorAsync(watched, cancellationToken).ConfigureAwait(false),
            Redaction.Secrets(request.Json, message.RequestMessage!.Headers));
        attempt.ResponseBody = wantsBodies ? Redaction.Body(text) : null;
        Error = ErrorFactory.Read(message.StatusCode, text, attempt.Method, attempt.Uri);
    }

    private static bool IsJson(HttpResponseMessage message) =>
        message.Content.Headers.ContentType?.MediaType == "application/json";

    // An error can be a hundred megabytes long; its beginning says enough.
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
        catch (Exception exception) when (exception is IOException or HttpRequestException or OperationCanceledException)
        {
            // The status has arrived, and with it what matters.
        }

        return Encoding.UTF8.GetString(buffer, 0, length).TrimStart('\uFEFF');
    }

    /// <summary>A form of JSON and, when there is one, a file.</summary>
    private MultipartFormDataContent Form(string parameters, HttpContent? file)
    {
        // Quoted, as browsers do it; .NET would leave the quotes out.
        var form = new MultipartFormDataContent { { new StringContent(parameters), "\"params\"" } };
        if (file is not null)
        {
            form.Add(file, $"\"{request.FormBodyName}\"", "\"archive\"");
        }

        return form;
    }
}
