using System.Globalization;

namespace CloudifyPS.Simulator.Http;

/// <summary>A request, from the socket or from <see cref="SimulatorHandler"/>. Its body is read on demand.</summary>
internal sealed class ApiRequest
{
    private readonly IReadOnlyDictionary<string, string> _headers;
    private readonly Func<Stream, Task> _copyBody;
    private readonly string _query;
    private IReadOnlyList<KeyValuePair<string, string>>? _arguments;
    private MultipartForm? _form;

    /// <param name="method">The HTTP method.</param>
    /// <param name="target">The path and query as they were sent, with their escapes.</param>
    /// <param name="headers">The headers; their names are compared without regard to case.</param>
    /// <param name="copyBody">Copies the body to a stream.</param>
    public ApiRequest(
        string method, string target, IReadOnlyDictionary<string, string> headers, Func<Stream, Task> copyBody)
    {
        Method = method.ToUpperInvariant();
        _headers = headers;
        _copyBody = copyBody;
        var question = target.IndexOf('?');
        Path = question < 0 ? target : target.Substring(0, question);
        _query = question < 0 ? "" : target.Substring(question + 1);
    }

    public string Method { get; }

    /// <summary>Gets the path as it was sent, with its escapes.</summary>
    public string Path { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Query => _arguments ??= Parse(_query);

    /// <summary>Gets the body; empty until <see cref="ReadBodyAsync"/> was called.</summary>
    public ArraySegment<byte> Body { get; private set; } = new([]);

    /// <summary>
    /// Gets or sets the result of downloading the URL that the request names; null when it names none.
    /// </summary>
    public Download? Download { get; set; }

    /// <summary>Gets the parts of a multipart body; none for any other body.</summary>
    public MultipartForm Form => _form ??= MultipartForm.Read(this);

    /// <summary>Gets whether the body is a form, which the manager's web framework consumes.</summary>
    public bool IsForm => Header("Content-Type") is { } type
        && (type.StartsWith(MultipartForm.MediaType, StringComparison.OrdinalIgnoreCase)
            || type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase));

    public string? Argument(string name) =>
        Query.Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault();

    public string? Header(string name) => _headers.TryGetValue(name, out var value) ? value : null;

    /// <summary>Reads the body into memory. A body whose announced length exceeds the limit is not read.</summary>
    /// <returns>False when the body is larger than the limit.</returns>
    public async Task<bool> ReadBodyAsync(int limit)
    {
        if (long.TryParse(
            Header("Content-Length"), NumberStyles.None, CultureInfo.InvariantCulture,
            out var length) && length > limit)
        {
            return false;
        }

        using var body = new LimitedStream(limit);
        try
        {
            await _copyBody(body).ConfigureAwait(false);
        }
        catch (Exception) when (body.IsFull)
        {
            return false;
        }

        Body = new(body.GetBuffer(), 0, (int)body.Length);
        return true;
    }

    private static List<KeyValuePair<string, string>> Parse(string query)
    {
        List<KeyValuePair<string, string>> pairs = [];
        foreach (var part in query.Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=');
            pairs.Add(new(
                Decode(equals < 0 ? part : part.Substring(0, equals)),
                equals < 0 ? "" : Decode(part.Substring(equals + 1))));
        }

        return pairs;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
