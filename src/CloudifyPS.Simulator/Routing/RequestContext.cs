using System.Text;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Routing;

/// <summary>A request whose route is known and whose user may use it.</summary>
internal sealed class RequestContext(
    ManagerCore manager, ApiRequest request, string api, IReadOnlyDictionary<string, string> values, JObject? user,
    string tenant)
{
    public ManagerCore Manager { get; } = manager;

    public ManagerState State => Manager.State;

    public ApiRequest Request { get; } = request;

    /// <summary>The API version of the path, for example <c>v3.1</c>.</summary>
    public string Api { get; } = api;

    public bool IsV31 => Api == "v3.1";

    /// <summary>The user; anonymous requests have none.</summary>
    public JObject User => user ?? throw new InvalidOperationException("The route is anonymous.");

    public string UserName => user?.Text("username") ?? "";

    /// <summary>Empty where the request needs none and has none.</summary>
    public string Tenant { get; } = tenant;

    public string Now => Manager.Now.ToTimestamp();

    /// <summary>A name of the route's path.</summary>
    public string this[string name] => values[name];

    public bool IsManager(int major, int minor) => Manager.Version >= new Version(major, minor);

    public string? Query(string name) => Request.Argument(name);

    public IReadOnlyList<string> Queries(string name) =>
        [.. Request.Query.Where(pair => pair.Key == name).Select(pair => pair.Value)];

    public bool Flag(string name) => ToFlag(name, Query(name));

    /// <summary>The body, which must be a JSON object sent as exactly application/json.</summary>
    public JObject Body()
    {
        if (Request.Header("Content-Type") != "application/json")
        {
            throw new ManagerErrorException(
                415, "unsupported_content_type_error", "Content type must be application/json");
        }

        return Json() as JObject ?? throw Bad("JSON body must be an object");
    }

    /// <summary>The body as any JSON.</summary>
    /// <exception cref="MalformedBodyException">It is none.</exception>
    public JToken Json()
    {
        try
        {
            var body = Request.Body;
            return JsonText.Parse(Encoding.UTF8.GetString(body.Array!, body.Offset, body.Count));
        }
        catch (JsonException)
        {
            throw new MalformedBodyException();
        }
    }

    public static string Required(JObject body, string name) =>
        body[name] is null ? throw Bad($"Missing {name} in json request body")
        : body.Text(name) ?? throw Bad(
            $"{name} parameter is expected to be of type str but is of type {TypeName(body[name]!)}");

    public static bool Flag(JObject body, string name, bool fallback = false) => body[name] switch
    {
        null => fallback,
        JValue { Value: bool flag } => flag,
        var value => ToFlag(name, value.ToString()),
    };

    /// <summary>The visibility that a new resource gets.</summary>
    public string Visibility(string? given, string fallback = "tenant")
    {
        var visibility = given ?? (Flag("private_resource") ? "private" : fallback);
        return visibility is "private" or "tenant" or "global"
            ? visibility
            : throw Bad($"Invalid visibility: `{visibility}`. Valid visibility's values are: ['private', 'tenant', 'global']");
    }

    /// <summary>The visibility that an existing resource is widened to.</summary>
    public static void Widen(JObject row, string id, string? visibility, bool isOrder = false)
    {
        string[] ladder = ["private", "tenant", "global"];
        if (visibility is null)
        {
            throw Bad("Missing visibility in json request body");
        }

        if (!ladder.Contains(visibility) || (visibility == "private" && !isOrder))
        {
            throw Bad($"Invalid visibility: `{visibility}`. Valid visibility's values are: ['tenant', 'global']");
        }

        if (Array.IndexOf(ladder, visibility) <= Array.IndexOf(ladder, row.Text("visibility")))
        {
            throw new ManagerErrorException(
                400, "illegal_action_error",
                $"Can't set the visibility of `{id}` to {visibility} because it already has wider visibility");
        }

        row["visibility"] = visibility;
    }

    /// <summary>Checks a name that a resource is to have.</summary>
    public static string Valid(string argument, string name, bool anyStart = false)
    {
        const int MaxLength = 256;
        if (name.Length > MaxLength)
        {
            throw Bad($"The `{argument}` argument is too long. Maximum allowed length is {MaxLength} characters");
        }

        if (name.Length == 0)
        {
            throw Bad($"The `{argument}` argument is empty");
        }

        if (!name.All(c => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '-' or '.' or '_'))
        {
            throw Bad(
                $"The `{argument}` argument contains illegal characters. Only letters, digits and the characters "
                + "\"-\", \".\" and \"_\" are allowed");
        }

        return anyStart || char.IsLetter(name[0])
            ? name
            : throw Bad($"The `{argument}` argument must begin with a letter.");
    }

    public static ManagerErrorException Bad(string message) => new(400, "bad_parameters_error", message);

    public static ManagerErrorException NotFound(string kind, string id) =>
        new(404, "not_found_error", $"Requested `{kind}` with ID `{id}` was not found");

    public ManagerErrorException Exists(string kind, string id) => new(
        409, "conflict_error",
        $"<{kind} id=`{id}` tenant=`{Tenant}`> already exists on <Tenant name=`{Tenant}`> or with global visibility");

    /// <summary>A new row of the tenant, with the attributes that every row has.</summary>
    public JObject NewRow(string visibility, string keyName, string key) => new()
    {
        [keyName] = key,
        ["created_at"] = Now,
        ["visibility"] = visibility,
        ["tenant_name"] = Tenant,
        ["created_by"] = UserName,
    };

    /// <summary>The type of a value as a manager names it.</summary>
    public static string TypeName(JToken value) => value.Type switch
    {
        JTokenType.Object => "dict",
        JTokenType.Array => "list",
        JTokenType.String => "str",
        JTokenType.Integer => "int",
        JTokenType.Float => "float",
        JTokenType.Boolean => "bool",
        _ => "NoneType",
    };

    private static bool ToFlag(string name, string? value) => value?.ToLowerInvariant() switch
    {
        null or "" or "false" or "0" or "no" => false,
        "true" or "1" or "yes" => true,
        _ => throw Bad($"{name} must be <true/false>, got {value}"),
    };
}
