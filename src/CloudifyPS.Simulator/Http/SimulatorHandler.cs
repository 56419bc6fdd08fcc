using System.Net;
using System.Net.Http.Headers;

namespace CloudifyPS.Simulator.Http;

/// <summary>Connects an HttpClient to the simulated manager without a socket.</summary>
internal sealed class SimulatorHandler(Func<ApiRequest, Task<ApiResponse>> answer) : HttpMessageHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        void Add(HttpHeaders more)
        {
            foreach (var header in more)
            {
                headers[header.Key] = string.Join(", ", header.Value);
            }
        }

        Add(request.Headers);
        Task CopyBodyAsync(Stream stream) =>
            request.Content is not { } content ? Task.CompletedTask
#if NETSTANDARD2_0
            : content.CopyToAsync(stream);
#else
            : content.CopyToAsync(stream, cancellationToken);
#endif
        if (request.Content is { } body)
        {
            Add(body.Headers);
        }

        var result = await answer(new ApiRequest(
            request.Method.Method, request.RequestUri!.PathAndQuery, headers, CopyBodyAsync)).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return Message(request, result);
    }

    private static HttpResponseMessage Message(HttpRequestMessage request, ApiResponse result)
    {
        var message = new HttpResponseMessage((HttpStatusCode)result.Status)
        {
            RequestMessage = request,
            Content = new StreamContent(request.Method == HttpMethod.Head ? Stream.Null : result.Body),
        };
        message.Content.Headers.ContentLength = request.Method == HttpMethod.Head ? 0 : result.Body.Length;
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
