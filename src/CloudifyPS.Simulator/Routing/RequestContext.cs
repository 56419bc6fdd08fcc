using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Routing;

/// <summary>An admitted request: its user, tenant, path parameters and body, and the manager that it acts on.</summary>
internal sealed class RequestContext(
    ManagerContext manager, ApiRequest request, string api, IReadOnlyDictionary<string, string> values, JObject? user,
    string tenant)
{
    private readonly Authenticator _authenticator = new(manager);

    public ManagerContext Manager { get; } = manager;

    public ManagerState State => Manager.State;

    public ApiRequest Request { get; } = request;

    /// <summary>Gets the API version of the path, for example <c>v3.1</c>.</summary>
    public string Api { get; } = api;

    public bool IsV31 => Api == "v3.1";

    /// <summary>Gets the user. An anonymous request has none.</summary>
    public JObject User => user ?? throw new InvalidOperationException("The route is anonymous.");

    public string UserName => user?.Text("username") ?? "";

    public bool IsAdmin => _authenticator.IsAdmin(User);

    /// <summary>Gets the tenant; empty when the route needs none and the request names none.</summary>
    public string Tenant { get; } = tenant;

    public string Now => Manager.Now.ToTimestamp();

    /// <summary>Gets a parameter of the path.</summary>
    public string this[string name] => values[name];

    public bool IsManager(int major, int minor) => Manager.Version >= new Version(major, minor);

    /// <summary>Gets the user's roles in a tenant.</summary>
    public IReadOnlyList<string> RolesIn(string tenantName) => _authenticator.RolesIn(User, tenantName);

    /// <summary>Gets a user's roles in a tenant.</summary>
    public IReadOnlyList<string> RolesOf(JObject member, string tenantName) =>
        _authenticator.RolesIn(member, tenantName);

    /// <summary>Checks that the user may perform an action in a tenant.</summary>
    /// <exception cref="ManagerErrorException">403, before 4.2 401: the user may not.</exception>
    public void Authorize(string action, string tenantName) => _authenticator.Authorize(User, tenantName, action);

    public string? Query(string name) => Request.Argument(name);

    public IReadOnlyList<string> Queries(string name) =>
        [.. Request.Query.Where(pair => pair.Key == name).Select(pair => pair.Value)];

    public bool Flag(string name) => Arguments.Flag(name, Query(name));

    /// <summary>Gets the body, which must be a JSON object sent as exactly application/json.</summary>
    public JObject Body()
    {
        if (Request.Header("Content-Type") != "application/json")
        {
            throw new ManagerErrorException(
                415, "unsupported_content_type_error", "Content type must be application/json");
        }

        return Json() as JObject ?? throw Refusal.BadParameters("JSON body must be an object");
    }

    /// <summary>Gets the body as any JSON value.</summary>
    /// <exception cref="MalformedBodyException">The body is not JSON.</exception>
    public JToken Json()
    {
        try
        {
            var body = Request.Body;
            return JsonText.Parse(body.Array!, body.Offset, body.Count);
        }
        catch (JsonException)
        {
            throw new MalformedBodyException();
        }
    }

    /// <summary>Creates a row of the tenant with the attributes that all rows have.</summary>
    public JObject NewRow(string visibility, string keyName, string key) => new()
    {
        [keyName] = key,
        ["created_at"] = Now,
        ["visibility"] = visibility,
        ["tenant_name"] = Tenant,
        ["created_by"] = UserName,
    };
}
