namespace CloudifyPS.Simulator.Http;

/// <summary>A request, whichever way it came in.</summary>
internal sealed class ApiRequest
{
    private readonly IReadOnlyDictionary<string, string> _headers;
    private IReadOnlyDictionary<string, byte[]>? _form;

    /// <param name="method">The HTTP method.</param>
    /// <param name="target">Path and query as they were sent: escaped names are still escaped.</param>
    /// <param name="headers">Names without regard to case.</param>
    /// <param name="body">Read to its end.</param>
    public ApiRequest(string method, string target, IReadOnlyDictionary<string, string> headers, ArraySegment<byte> body)
    {
        Method = method.ToUpperInvariant();
        _headers = headers;
        Body = body;
        var question = target.IndexOf('?');
        Path = question < 0 ? target : target.Substring(0, question);
        Query = question < 0 ? [] : Parse(target.Substring(question + 1));
    }

    public string Method { get; }

    /// <summary>As sent.</summary>
    public string Path { get; }

    public IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    public ArraySegment<byte> Body { get; }

    /// <summary>What the URL that the request names led to; null when it names none, or may not.</summary>
    public Download? Download { get; set; }

    /// <summary>The parts of a multipart body; empty when the body is none.</summary>
    public IReadOnlyDictionary<string, byte[]> Form => _form ??= MultipartForm.Read(this);

    public string? Argument(string name) => Query.Where(pair => pair.Key == name).Select(pair => pair.Value).FirstOrDefault();

    public string? Header(string name) => _headers.TryGetValue(name, out var value) ? value : null;

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
