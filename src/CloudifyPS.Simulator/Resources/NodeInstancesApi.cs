using System.Globalization;
using System.Numerics;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>node-instances</c> endpoints.</summary>
internal static class NodeInstancesApi
{
    private const string Kind = "NodeInstance";

    /// <summary>Python's limit for the digits of a number in text.</summary>
    private const int MaxDigits = 4300;

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "node-instances", "node_instance_list", call => ListResponse.List(
            call, ResourceType.NodeInstance,
            RowVisibility.Rows(call, call.State.NodeInstances).Select(row => Evaluated(call, row)))),
        new("GET", "node-instances/{id}", "node_instance_get", Get),
        new("PATCH", "node-instances/{id}", "node_instance_update", Update),
        new("DELETE", "node-instances/{id}", "node_instance_delete", _ =>
            throw new ManagerErrorException(403, "only_deployment_update", ""))
            { Since = new(6, 1), OnlyV31Since = new(4, 0) },
    ];

    private static ApiResponse Get(RequestContext call) => ApiResponse.Json(ResourceType.NodeInstance.Show(
        call, Evaluated(call, RowVisibility.Get(call, call.State.NodeInstances, Kind, call["id"]))));

    private static JObject Evaluated(RequestContext call, JObject row) => call.Flag("_evaluate_functions")
        ? FunctionContext.Evaluated(call, row, "runtime_properties")
        : row;

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.IsManager(6, 1) ? ModelBody(call) : call.Body();
        var version = Version(body["version"])
            ?? throw Refusal.BadParameters("Missing version in json request body");
        var row = RowVisibility.GetToChange(call, call.State.NodeInstances, Kind, call["id"]);
        var current = row.Number("version");

        // Before 4.2 the version is not checked; the last update wins.
        if (call.IsManager(4, 2) && current > version && !call.Flag("force"))
        {
            throw Refusal.Conflict(
                $"Node instance update conflict [current version={current}, update version={version}]");
        }

        row["runtime_properties"] = body["runtime_properties"] as JObject ?? row["runtime_properties"];
        row["state"] = body["state"] ?? row["state"];
        row["version"] = new JValue((call.IsManager(4, 2) ? current : BigInteger.Max(version, 1)) + 1);
        return ApiResponse.Json(ResourceType.NodeInstance.Show(call, row));
    }

    /// <summary>Gets a version, which can be any whole number, also as text; null for other values.</summary>
    private static BigInteger? Version(JToken? value) => (value as JValue)?.Value switch
    {
        long number => number,
        BigInteger number => number,
        double number when Math.Abs(number) < double.PositiveInfinity => new BigInteger(number),
        bool flag => flag ? 1 : 0,
        string text when text.Length <= MaxDigits && BigInteger.TryParse(
            text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>Gets the body with the checks of the manager's validation library.</summary>
    private static JObject ModelBody(RequestContext call)
    {
        const string Model = "1 validation error for _NodeInstanceUpdateBody\n";
        var json = call.Json();
        var body = json as JObject ?? throw new PydanticException(
            $"{Model}__root__\n  _NodeInstanceUpdateBody expected dict not {Arguments.TypeName(json)} "
            + "(type=type_error)");
        if (body["version"] is not { } version)
        {
            throw new PydanticException($"{Model}version\n  field required (type=value_error.missing)");
        }

        if (version.Type == JTokenType.Null)
        {
            throw new PydanticException(
                $"{Model}version\n  none is not an allowed value (type=type_error.none.not_allowed)");
        }

        if (Version(version) is not { } number)
        {
            throw new PydanticException($"{Model}version\n  value is not a valid integer (type=type_error.integer)");
        }

        if (number < 0)
        {
            throw new PydanticException(
                $"{Model}version\n  ensure this value is greater than or equal to 0 "
                + "(type=value_error.number.not_ge; limit_value=0)");
        }

        return body["runtime_properties"] is { Type: not (JTokenType.Object or JTokenType.Null) }
            ? throw new PydanticException(
                $"{Model}runtime_properties\n  value is not a valid dict (type=type_error.dict)")
            : body;
    }
}
