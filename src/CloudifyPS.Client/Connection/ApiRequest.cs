using System.Collections;
using System.Collections.Specialized;
using System.Globalization;
using System.Text;
using CloudifyPS.Client.Json;

namespace CloudifyPS.Client.Connection;

/// <summary>A request to the manager's API, which can be sent several times.</summary>
internal sealed class ApiRequest
{
    private readonly StringBuilder _query = new();
    private readonly List<KeyValuePair<string, object>> _fields = [];
    private object? _body;
    private string? _json;

    /// <param name="method">The HTTP method.</param>
    /// <param name="path">The path below the API's version; names in it escaped by <see cref="Name"/>.</param>
    public ApiRequest(HttpMethod method, string path)
    {
        Method = method;
        Path = path;
        CanRepeat = method == HttpMethod.Get || method == HttpMethod.Head || method == HttpMethod.Options;
    }

    public HttpMethod Method { get; }

    public string Path { get; }

    /// <summary>Gets the fields of the query and of the JSON body.</summary>
    public IReadOnlyList<KeyValuePair<string, object>> Fields => _fields;

    /// <summary>Gets whether the user specified the request. The manager's version is then not checked.</summary>
    public bool IsRaw { get; init; }

    /// <summary>The escaped query without the question mark.</summary>
    public string Query => _query.ToString();

    /// <summary>False for <c>/api/version</c>, which does not depend on the API version.</summary>
    public bool IsVersioned { get; init; } = true;

    /// <summary>Whether the request is idempotent, so that it can be repeated.</summary>
    public bool CanRepeat { get; init; }

    /// <summary>The JSON body; null when there is none.</summary>
    public string? Json => _json ??= _body is null ? null : JsonBody.Write(_body);

    /// <summary>Opens the binary body anew for every attempt; null when there is none.</summary>
    public Func<CancellationToken, Stream>? OpenBody { get; init; }

    /// <summary>
    /// The JSON of the form field <c>params</c>, which precedes the file; null when the request is not a form.
    /// </summary>
    public string? FormParameters { get; set; }

    /// <summary>The name of the body's part in a form.</summary>
    public string? FormBodyName { get; set; }

    /// <summary>The time without data after which the request fails; null for the timeout of the session.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// Gets the manager's version: <c>GET /api/version</c>, which every manager has, regardless of its API version.
    /// </summary>
    public static ApiRequest Version() => new(HttpMethod.Get, "version") { IsVersioned = false };

    public static ApiRequest Get(string path) => new(HttpMethod.Get, path);

    public static ApiRequest Put(string path) => new(HttpMethod.Put, path);

    public static ApiRequest Post(string path) => new(HttpMethod.Post, path);

    // netstandard2.0 has no HttpMethod.Patch.
    public static ApiRequest Patch(string path) => new(new HttpMethod("PATCH"), path);

    public static ApiRequest Delete(string path) => new(HttpMethod.Delete, path);

    /// <summary>Escapes a name for a path segment, so that the manager receives it unchanged.</summary>
    /// <exception cref="ArgumentException">The name is empty, or <c>.</c> or <c>..</c>, which a URL cannot
    /// contain.</exception>
    public static string Name(string name) => name switch
    {
        null or "" => throw new ArgumentException("A name must not be empty."),
        "." or ".." => throw new ArgumentException($"'{name}' cannot be a name: no URL can carry it."),
        _ => Uri.EscapeDataString(name),
    };

    /// <summary>
    /// Adds a query parameter, unless its value is null. Commas are not escaped, because managers split lists at them.
    /// </summary>
    public ApiRequest With(string name, object? value)
    {
        if (value is not null)
        {
            var text = value switch
            {
                bool flag => flag ? "true" : "false",
                IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
                _ => value.ToString()!,
            };
            _fields.Add(new KeyValuePair<string, object>(name, value));
            _query.Append(_query.Length == 0 ? string.Empty : "&").Append(Uri.EscapeDataString(name)).Append('=')
                .Append(Uri.EscapeDataString(text).Replace("%2C", ","));
        }

        return this;
    }

    /// <summary>Sets the JSON body.</summary>
    public ApiRequest WithJson(object? body)
    {
        (_body, _json) = (body, body is null ? JsonBody.Write(null) : null);
        return this;
    }

    /// <summary>Adds a field to the JSON body, unless its value is null.</summary>
    public ApiRequest WithField(string name, object? value)
    {
        if (value is not null)
        {
            var fields = (IDictionary)(_body ??= new OrderedDictionary());
            fields[name] = value;
            _fields.Add(new KeyValuePair<string, object>(name, value));
            _json = null;
        }

        return this;
    }
}
