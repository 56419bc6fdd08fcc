using System.Net;
using System.Net.Http.Headers;

namespace CloudifyPS.Simulator.Http;

/// <summary>The manager without a socket between.</summary>
internal sealed class SimulatorHandler(Func<ApiRequest, Task<ApiResponse?>> answer) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var body = new MemoryStream();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        void Add(HttpHeaders more)
        {
            foreach (var header in more)
            {
                headers[header.Key] = string.Join(", ", header.Value);
            }
        }

        Add(request.Headers);
        if (request.Content is { } content)
        {
            Add(content.Headers);
#if NETSTANDARD2_0
            await content.CopyToAsync(body).ConfigureAwait(false);
#else
            await content.CopyToAsync(body, cancellationToken).ConfigureAwait(false);
#endif
        }

        var result = await answer(new ApiRequest(
            request.Method.Method, request.RequestUri!.PathAndQuery, headers,
            new(body.GetBuffer(), 0, (int)body.Length))).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return result is null
            ? throw new HttpRequestException("The connection was closed.")
            : Message(request, result);
    }

    private static HttpResponseMessage Message(HttpRequestMessage request, ApiResponse result)
    {
        var message = new HttpResponseMessage((HttpStatusCode)result.Status)
        {
            RequestMessage = request,
            Content = new ByteArrayContent(request.Method == HttpMethod.Head ? [] : result.Body),
        };
        if (result.Status is not (204 or 304))
        {
            message.Content.Headers.TryAddWithoutValidation("Content-Type", result.ContentType);
        }

        foreach (var header in result.Headers)
        {
            if (!message.Headers.TryAddWithoutValidation(header.Key, header.Value))
            {
                message.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        return message;
    }
}
