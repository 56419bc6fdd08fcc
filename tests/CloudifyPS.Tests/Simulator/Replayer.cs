using System.Net.Http.Headers;
using System.Text;
using CloudifyPS.Simulator;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator;

/// <summary>
/// Sends recorded requests to a simulated manager of the same kind, in the recorded order, and compares what comes back:
/// status, error_code, and the keys and JSON types of the body. Ids that the recorded manager made are replaced by the
/// ids that the simulated one made in their place.
/// </summary>
internal sealed class Replayer : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 52, 44, TimeSpan.Zero);

    /// <summary>Objects whose keys are data, not shape.</summary>
    private static readonly HashSet<string> FreeForm = ["plan", "config", "services", "networks", "system_properties"];

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly SimulatedManager _manager;
    private readonly HttpClient _client;
    private readonly List<string> _tokens = [];
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public Replayer()
    {
        _manager = new SimulatedManager(new SimulatorOptions { Premium = false, TimeProvider = _clock });
        _client = new HttpClient(_manager.CreateHandler()) { BaseAddress = new Uri("http://manager/") };
        _manager.Core.State.Tenants.Add(new JObject { ["name"] = "other_tenant" });
        AddUser("bob", "default_tenant", "viewer");
        AddUser("carol", "default_tenant", "user");
        AddUser("frank", "default_tenant", "user");
        AddUser("erin", "other_tenant", "user");
        AddUser("dave", "default_tenant", "user")["active"] = false;

        // The recorded manager's own token.
        _manager.Core.State.Tokens.Add(new JObject
        {
            ["id"] = "L4xjhIW1gb", ["username"] = "admin", ["value"] = "ctok-L4xjhIW1gb-x", ["role"] = "sys_admin",
            ["description"] = "csys-vm",
        });
    }

    public void Dispose()
    {
        _client.Dispose();
        _manager.Dispose();
    }

    /// <summary>What differs, or null.</summary>
    public async Task<string?> ReplayAsync(RecordedExchange exchange)
    {
        // Between two requests somebody looked at the first one's answer, and what was under way came to an end
        // when the next request waited for it.
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        using var request = Request(exchange);
        using var response = await _client.SendAsync(request);
        var body = await response.Content.ReadAsStringAsync();
        if ((int)response.StatusCode != exchange.Status)
        {
            return $"status {(int)response.StatusCode} for {exchange.Status}";
        }

        if (Parse(exchange.ResponseBody) is not { } recorded)
        {
            return null;
        }

        if (Parse(body) is not { } simulated)
        {
            return "no JSON";
        }

        Learn(recorded, simulated);
        if (exchange is { Method: "POST", Path: "/api/v3.1/tokens", Status: 200 })
        {
            _tokens.Add((string)simulated["value"]!);
        }

        return Difference(recorded, simulated, "$");
    }

    private static JToken? Parse(string body)
    {
        try
        {
            using var reader = new JsonTextReader(new StringReader(body)) { DateParseHandling = DateParseHandling.None };
            return JToken.ReadFrom(reader);
        }
        catch (JsonReaderException)
        {
            return null;
        }
    }

    private static string? Difference(JToken recorded, JToken simulated, string path)
    {
        if (recorded.Type == JTokenType.Null || simulated.Type == JTokenType.Null)
        {
            return null;
        }

        switch (recorded, simulated)
        {
            case (JObject left, JObject right):
                foreach (var code in new[] { "error_code" })
                {
                    if ((string?)left[code] != (string?)right[code])
                    {
                        return $"{path}.{code} {right[code]} for {left[code]}";
                    }
                }

                var missing = left.Properties().Select(p => p.Name).Except(right.Properties().Select(p => p.Name)).ToList();
                var added = right.Properties().Select(p => p.Name).Except(left.Properties().Select(p => p.Name)).ToList();
                added.Remove("server_traceback");
                if (missing.Count + added.Count > 0)
                {
                    return $"{path}: without {string.Join(", ", missing)}; more: {string.Join(", ", added)}";
                }

                return left.Properties().Where(p => !FreeForm.Contains(p.Name) && right[p.Name] is not null)
                    .Select(p => Difference(p.Value, right[p.Name]!, $"{path}.{p.Name}"))
                    .FirstOrDefault(difference => difference is not null);
            case (JArray { Count: > 0 } left, JArray { Count: > 0 } right):
                return Difference(left[0], right[0], $"{path}[0]");
            default:
                return Kind(recorded) == Kind(simulated) ? null : $"{path}: {simulated.Type} for {recorded.Type}";
        }
    }

    private static JTokenType Kind(JToken value) =>
        value.Type == JTokenType.Float ? JTokenType.Integer : value.Type;

    private JObject AddUser(string name, string tenant, string role)
    {
        var user = CloudifyPS.Simulator.Api.UsersApi.Add(_manager.Core, name, name, isAdmin: false);
        user["tenant_roles"] = new JObject { [tenant] = role };
        return user;
    }

    private HttpRequestMessage Request(RecordedExchange exchange)
    {
        var request = new HttpRequestMessage(new HttpMethod(exchange.Method), Translate(exchange.Path));
        if (exchange.RequestBody is { } body)
        {
            request.Content = new ByteArrayContent(
                exchange.Headers.Any(header => header.Value == "application/json")
                    ? Encoding.UTF8.GetBytes(Translate(Encoding.UTF8.GetString(body)))
                    : body);
        }

        foreach (var header in exchange.Headers)
        {
            if (header.Key is "Authorization" or "Authentication-Token" or "Content-Length" or "Transfer-Encoding")
            {
                continue;
            }

            if (!request.Headers.TryAddWithoutValidation(header.Key, header.Value))
            {
                request.Content ??= new ByteArrayContent([]);
                request.Content.Headers.TryAddWithoutValidation(header.Key, header.Value);
            }
        }

        if (exchange.User == "token")
        {
            request.Headers.TryAddWithoutValidation("Authentication-Token", Token(exchange.Name));
        }
        else if (exchange.User is { } user)
        {
            var password = exchange.Name.Contains("bad password", StringComparison.Ordinal) ? "wrong" : user;
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        }

        return request;
    }

    /// <summary>Recordings keep no tokens; their names say which it was.</summary>
    private string Token(string name)
    {
        switch (name)
        {
            case "malformed token":
                return "malformed";
            case "empty token":
                return "";
            case "expired token":
                _clock.Advance(TimeSpan.FromMinutes(2));
                return _tokens[1];
            case "unknown token" or "wrong secret":
                return "ctok-unknown-unknown";
            default:
                return _tokens[0];
        }
    }

    private string Translate(string text) => _ids.Aggregate(
        text, (result, id) => result.Replace(id.Key, id.Value, StringComparison.Ordinal));

    /// <summary>Which of the simulated manager's ids stands for which recorded one.</summary>
    private void Learn(JToken recorded, JToken simulated)
    {
        foreach (var name in new[] { "id", "upload_execution.id", "create_execution" })
        {
            if (recorded is JObject && simulated is JObject
                && (string?)recorded.SelectToken(name) is { Length: > 5 } left
                && (string?)simulated.SelectToken(name) is { } right && left != right)
            {
                _ids[left] = right;
            }
        }
    }
}
