using System.Net;
using System.Text;

namespace CloudifyPS.Tests.Client;

/// <summary>A request that the client has sent.</summary>
internal sealed record SentRequest(string Method, Uri Uri, IReadOnlyDictionary<string, string> Headers, byte[] Content)
{
    /// <summary>Gets the path and the query, escaped.</summary>
    public string Target => Uri.PathAndQuery;

    /// <summary>Gets the body as text.</summary>
    public string Body => Encoding.UTF8.GetString(Content);

    /// <summary>Gets a query parameter; null if it does not exist.</summary>
    public string? Query(string name) => Uri.Query.TrimStart('?').Split('&')
        .Select(pair => pair.Split('=', 2))
        .Where(pair => pair[0] == name)
        .Select(pair => WebUtility.UrlDecode(pair[1]))
        .SingleOrDefault();
}
