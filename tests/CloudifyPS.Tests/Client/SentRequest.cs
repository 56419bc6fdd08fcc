using System.Net;
using System.Text;

namespace CloudifyPS.Tests.Client;

/// <summary>A request as it left the client.</summary>
internal sealed record SentRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, byte[] Content)
{
    /// <summary>Path and query, with their escapes.</summary>
    public string Target => Uri.PathAndQuery;

    /// <summary>The body as text.</summary>
    public string Body => Encoding.UTF8.GetString(Content);

    /// <summary>A parameter of the query; null when it is not there.</summary>
    public string? Query(string name) => Uri.Query.TrimStart('?').Split('&')
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair[0] == name)
        .Select(pair => WebUtility.UrlDecode(pair[1]))
        .SingleOrDefault();
}
