using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Replay;

/// <summary>
/// Sends recorded requests in their order to a simulated manager of the same kind, and compares the responses: the
/// status, and the parts of the body that <see cref="RecordedShapes"/> compares. IDs that the recorded manager
/// generated are replaced by the corresponding IDs of the simulated manager.
/// </summary>
internal sealed class Replayer : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 52, 44, TimeSpan.Zero);

    /// <summary>A time of the day of the recordings; everything that has happened so far happened before it.</summary>
    private static readonly Regex RecordedTime = new(@"2026-11-2[35]T[0-9:.]+Z");

    private const int MaxWaits = 90;
    private static readonly string[] States = ["status", "state", "deployment_status", "latest_execution_status"];

    private readonly FakeTimeProvider _clock = new(Start);
    private readonly SimulatedManager _manager;
    private readonly HttpClient _client;
    private readonly List<string> _tokens = [];
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);
    private readonly RecordedShapes _shapes;

    public Replayer(RecordedShapes shapes)
    {
        _shapes = shapes;
        _manager = new SimulatedManager(new SimulatorOptions { Premium = false, TimeProvider = _clock });
        _manager.Context.Web = new HttpClient(new ArchiveServer());
        _client = new HttpClient(_manager.CreateHandler()) { BaseAddress = new Uri("http://manager/") };
        _manager.Context.State.Tenants.Add(new JObject { ["name"] = "other_tenant" });
        AddUser("bob", "default_tenant", "viewer");
        AddUser("carol", "default_tenant", "user");
        AddUser("frank", "default_tenant", "user");
        AddUser("erin", "other_tenant", "user");
        AddUser("dave", "default_tenant", "user")["active"] = false;

        // The recorded manager's own token.
        _manager.Context.State.Tokens.Add(new JObject
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
        _clock.Advance(exchange.ResponseBody.Contains("it's in status failed", StringComparison.Ordinal)
            ? TimeSpan.FromMinutes(1)
            : TimeSpan.FromMilliseconds(100));
        LearnExecution(exchange);
        var (status, body) = await SendAsync(exchange);
        for (var waits = 0; waits < MaxWaits && IsEarly(exchange, status, body); waits++)
        {
            _clock.Advance(TimeSpan.FromSeconds(waits < MaxWaits / 2 ? 1 : 60));
            (status, body) = await SendAsync(exchange);
        }

        if (status != exchange.Status)
        {
            return $"status {status} for {exchange.Status} {body[..Math.Min(body.Length, 160)]}";
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

        return _shapes.Difference(exchange, recorded, simulated);
    }

    private async Task<(int Status, string Body)> SendAsync(RecordedExchange exchange)
    {
        using var request = Request(exchange);
        using var response = await _client.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Whether what is under way has to go on first, as it did when the recorded request was sent.</summary>
    private static bool IsEarly(RecordedExchange exchange, int status, string body)
    {
        var simulated = Parse(body) as JObject;
        if (status != exchange.Status)
        {
            return (exchange.Method == "GET" && exchange.Status == 404 && status == 200)
                || (exchange.Path.Contains("/executions/", StringComparison.Ordinal) && exchange.Status == 200
                    && status == 409)
                || (string?)simulated?["error_code"] is "existing_running_execution_error" or "dependent_exists_error"
                    or "deployment_environment_creation_in_progress_error"
                    or "deployment_environment_creation_pending_error" or "unavailable_workflow_error"
                    or "in_snapshot_restore_error";
        }

        return exchange.Method == "GET" && Parse(exchange.ResponseBody) is JObject recorded
            && (IsOtherList(exchange, recorded, simulated)
                || States.Any(
                    name => recorded[name] is not null && (string?)recorded[name] != (string?)simulated?[name]));
    }

    /// <summary>Whether a list waits for a graph of tasks, or still has what is being deleted.</summary>
    private static bool IsOtherList(RecordedExchange exchange, JObject recorded, JObject? simulated) =>
        (recorded["items"]?.HasValues == false && simulated?["items"]?.HasValues == true)
        || ((exchange.Path.Contains("/tasks_graphs", StringComparison.Ordinal)
            || exchange.Path.Contains("/operations", StringComparison.Ordinal))
        && recorded["items"]?.HasValues == true && simulated?["items"]?.HasValues == false);

    public static JToken? Parse(string body)
    {
        try
        {
            using var reader =
                new JsonTextReader(new StringReader(body)) { DateParseHandling = DateParseHandling.None };
            return JToken.ReadFrom(reader);
        }
        catch (JsonReaderException)
        {
            return null;
        }
    }

    private JObject AddUser(string name, string tenant, string role)
    {
        var user = CloudifyPS.Simulator.Resources.UsersApi.Add(_manager.Context, name, name, isAdmin: false);
        user["tenant_roles"] = new JObject { [tenant] = role };
        return user;
    }

    private HttpRequestMessage Request(RecordedExchange exchange)
    {
        var request = new HttpRequestMessage(new HttpMethod(exchange.Method), Translate(exchange.Path));
        if (exchange.RequestBody is { } body)
        {
            request.Content = new ByteArrayContent(
                exchange.HasText
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
        RecordedTime.Replace(
            text, _clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture))
            .Replace("cfy-lab", CloudifyPS.Simulator.Resources.ManagersApi.HostName, StringComparison.Ordinal)
            .Replace(
                "cloudify-manager", CloudifyPS.Simulator.Resources.ManagersApi.HostName, StringComparison.Ordinal),
        (result, id) => result.Replace(id.Key, id.Value, StringComparison.Ordinal));

    /// <summary>
    /// The ids of executions that refused uploads left behind were told by no answer before: find them by the
    /// blueprint.
    /// </summary>
    private void LearnExecution(RecordedExchange exchange)
    {
        if (Parse(exchange.ResponseBody) is JObject { HasValues: true } recorded
            && (string?)recorded["workflow_id"] == "upload_blueprint" && (string?)recorded["id"] is { } id
            && !_ids.ContainsKey(id))
        {
            var blueprint = (string?)recorded["parameters"]!["blueprint_id"];
            if (_manager.Context.State.Executions.Rows.FirstOrDefault(row =>
                (string?)row["parameters"]!["blueprint_id"] == blueprint) is { } row)
            {
                _ids[id] = (string)row["id"]!;
            }
        }
    }

    /// <summary>Finds the ids that the simulated manager has in place of the recorded ones.</summary>
    private void Learn(JToken recorded, JToken simulated)
    {
        if (recorded is not JObject left || simulated is not JObject right)
        {
            return;
        }

        if (left["items"] is JArray { Count: > 0 } old && old[0] is JObject && right["items"] is JArray fresh)
        {
            // Items of the same kind stand for each other in their order.
            var bySignature = fresh.OfType<JObject>().ToLookup(Signature);
            foreach (var items in old.OfType<JObject>().GroupBy(Signature))
            {
                foreach (var (first, second) in items.Zip(bySignature[items.Key])
                    .Where(pair => (string?)pair.First["id"] is { } id && !_ids.ContainsKey(id)))
                {
                    Learn(first, second, "id");
                }
            }
        }

        foreach (var name in new[] { "id", "upload_execution.id", "create_execution" })
        {
            Learn(left, right, name);
        }
    }

    private static string Signature(JObject item) => string.Join(
        "|",
        new[]
        {
            "node_id", "deployment_id", "name", "type", "workflow_id",
            "parameters.task_kwargs.kwargs.__cloudify_context.operation.name",
        }.Select(name => (string?)item.SelectToken(name)));

    private void Learn(JObject recorded, JObject simulated, string name)
    {
        if ((string?)recorded.SelectToken(name) is { Length: > 5 } old
            && (string?)simulated.SelectToken(name) is { } fresh && old != fresh)
        {
            _ids[old] = fresh;
        }
    }
}
