using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Redaction;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Client.Requests;

/// <summary>A request to any endpoint, as the caller words it.</summary>
internal sealed class RawRequest
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; init; } = "GET";

    /// <summary>
    /// The path below the API's version, names in it escaped, with or without a query: <c>deployments/x/outputs</c>. A
    /// path that begins with <c>/api/</c> is taken from the manager's root.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>More query parameters, not escaped; the same name again is sent again.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>Whether there is a JSON body.</summary>
    public bool HasBody { get; init; }

    /// <summary>The JSON body as plain values.</summary>
    public object? Body { get; init; }

    /// <summary>A file to send as the body; null for none.</summary>
    public string? File { get; init; }

    /// <summary>The request that is sent.</summary>
    /// <exception cref="ArgumentException">The path is none.</exception>
    internal ApiRequest ToApiRequest()
    {
        var parts = Path.Trim().Split(['?'], 2);
        var path = parts[0].TrimStart('/');
        if (path.Length == 0 || path.IndexOf("://", StringComparison.Ordinal) >= 0 || path.Split('/').Contains(".."))
        {
            throw new ArgumentException(
                $"'{Redactor.Default.Addresses(Path)}' is not a path of the manager's API, such as "
                + "deployments/hello/outputs.");
        }

        var isRooted = path.StartsWith("api/", StringComparison.Ordinal);
        var file = File;
        var request = new ApiRequest(new HttpMethod(Method.ToUpperInvariant()), isRooted ? path.Substring(4) : path)
        {
            IsVersioned = !isRooted,
            IsRaw = true,
            OpenBody = file is null ? null : UploadSource.FromFile(file).Open,
        };
        foreach (var pair in (parts.Length > 1 ? parts[1] : string.Empty)
            .Split(['&'], StringSplitOptions.RemoveEmptyEntries))
        {
            var sides = pair.Replace('+', ' ').Split(['='], 2);
            request.With(
                Uri.UnescapeDataString(sides[0]), Uri.UnescapeDataString(sides.Length > 1 ? sides[1] : string.Empty));
        }

        foreach (var parameter in Query)
        {
            request.With(parameter.Key, parameter.Value);
        }

        return HasBody ? request.WithJson(Body) : request;
    }
}
