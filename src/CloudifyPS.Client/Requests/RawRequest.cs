using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Redaction;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Client.Requests;

/// <summary>A request to any endpoint, with the method, path, query and body that the caller specifies.</summary>
internal sealed class RawRequest
{
    public string Method { get; init; } = "GET";

    /// <summary>
    /// The path below the API version, such as <c>deployments/x/outputs</c>, with or without a query. Names in it are
    /// escaped. A path that begins with <c>/api/</c> is relative to the manager's root.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>More query parameters, not escaped. A name can occur more than once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    /// <summary>Whether the request has a JSON body. A null <see cref="Body"/> is then sent as <c>null</c>.</summary>
    public bool HasBody { get; init; }

    /// <summary>The JSON body, as plain values, dictionaries and lists.</summary>
    public object? Body { get; init; }

    /// <summary>The path of a file to send as the body; null for none.</summary>
    public string? File { get; init; }

    /// <summary>Creates the request of the client.</summary>
    /// <exception cref="ArgumentException">The path is not a path of the manager's API.</exception>
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
