using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Planning;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>tokens</c> endpoints. Before 6.4 a user had one token.</summary>
internal static class TokensApi
{
    private static readonly Version Multiple = new(6, 4);
    private static readonly TimeSpan OldLife = TimeSpan.FromHours(10);

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "tokens", "token_get", GetOwn) { Until = Multiple, SkipsTenant = true },
        new("GET", "tokens", "token_list", List)
            { Since = Multiple, OnlyV31Since = Multiple, SkipsTenant = true },
        new("POST", "tokens", "token_create", Create)
            { Since = Multiple, OnlyV31Since = Multiple, SkipsTenant = true },
        new("GET", "tokens/{id}", "token_get", call => Show(call, Find(call), isMasked: true))
            { Since = Multiple, OnlyV31Since = Multiple, SkipsTenant = true },
        new("DELETE", "tokens/{id}", "token_delete", Delete)
            { Since = Multiple, OnlyV31Since = Multiple, SkipsTenant = true },
    ];

    private static ApiResponse GetOwn(RequestContext call)
    {
        var row = Add(call, call.Manager.Now + OldLife);
        return Show(call, row, isMasked: false);
    }

    private static JObject Add(RequestContext call, DateTimeOffset? expiry)
    {
        const int IdLength = 10;
        var id = Guid.NewGuid().ToString("N").Substring(0, IdLength);
        return call.State.Tokens.Add(new JObject
        {
            ["id"] = id,
            ["username"] = call.UserName,
            ["value"] = $"ctok-{id}-{Guid.NewGuid():N}",
            ["role"] = call.User["role"],
            ["expiration_date"] = expiry?.ToTimestamp(),
            ["last_used"] = null,
            ["description"] = null,
        });
    }

    private static IEnumerable<JObject> Own(RequestContext call) => call.State.Tokens.Rows.Where(row =>
        row.Text("username") == call.UserName || call.IsAdmin);

    private static JObject Find(RequestContext call) => Own(call).FirstOrDefault(row => row.Id() == call["id"])
        ?? throw new ManagerErrorException(404, "not_found_error", $"Could not find token {call["id"]}");

    private static JObject Masked(JObject row)
    {
        var masked = (JObject)row.DeepClone();
        masked["value"] = $"ctok-{row.Id()}-********";
        return masked;
    }

    private static ApiResponse Show(RequestContext call, JObject row, bool isMasked) =>
        ApiResponse.Json(ResourceType.Token.Show(call, isMasked ? Masked(row) : row));

    private static ApiResponse List(RequestContext call) =>
        ListResponse.List(call, ResourceType.Token, Own(call).Select(Masked));

    private static ApiResponse Create(RequestContext call)
    {
        var body = call.Body();
        if (body["description"] is { Type: not (JTokenType.String or JTokenType.Null) } wrong)
        {
            throw Refusal.BadParameters(
                $"description parameter is expected to be of type str but is of type {Arguments.TypeName(wrong)}");
        }

        var expiry = body.Text("expiration_date") is { Length: > 0 } text ? Expiry(call, text) : (DateTimeOffset?)null;
        if (expiry <= call.Manager.Now)
        {
            throw Refusal.BadParameters("Expiration date was in the past.");
        }

        var row = Add(call, expiry);
        row["description"] = body["description"];
        return Show(call, row, isMasked: false);
    }

    private static DateTimeOffset Expiry(RequestContext call, string text)
    {
        try
        {
            return new(ScheduleTime.Resolve(text, call.Manager.Now.UtcDateTime), TimeSpan.Zero);
        }
        catch (Exception error) when (error is DslException or ArgumentOutOfRangeException)
        {
            // A manager does not check the text and returns 500.
            throw new FormatException($"{text} is no time", error);
        }
    }

    private static ApiResponse Delete(RequestContext call)
    {
        call.State.Tokens.Remove(Find(call));
        return ApiResponse.NoContent();
    }
}
