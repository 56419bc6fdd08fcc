using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>secrets</c> endpoints, and <c>secrets-providers</c>.</summary>
internal static class SecretsApi
{
    private const string Kind = "Secret";

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "secrets", "secret_list", call =>
            ListResponse.List(call, ResourceType.SecretListItem, RowVisibility.Rows(call, call.State.Secrets))),
        new("GET", "secrets/{key}", "secret_get", Get),
        new("PUT", "secrets/{key}", "secret_create", Create),
        new("PATCH", "secrets/{key}", "secret_update", Update),
        new("DELETE", "secrets/{key}", "secret_delete", Delete),
        new("PATCH", "secrets/{key}/set-visibility", "resource_set_visibility", SetVisibility)
            { Since = new(4, 2), OnlyV31Since = new(4, 0) },
        new("GET", "secrets/share/export", "secret_export", Export) { Since = new(5, 0, 5), OnlyV31Since = new(4, 0) },
        new("GET", "secrets-providers", "secrets_provider_list", call =>
            ListResponse.List(call, ResourceType.SecretsProvider, []))
            { Since = new(7, 0), OnlyV31Since = new(4, 0), IsPremium = true },
        new("GET", "secrets-providers/{name}", "secrets_provider_get", call =>
            throw Refusal.NotFound("SecretsProvider", call["name"]))
            { Since = new(7, 0), OnlyV31Since = new(4, 0), IsPremium = true },
    ];

    private static ApiResponse Get(RequestContext call)
    {
        var row = RowVisibility.Get(call, call.State.Secrets, Kind, call["key"]);
        return Show(call, row, call.Flag("_skip_value") || !MayRead(call, row) ? "" : row["value"]);
    }

    /// <summary>
    /// Gets whether the user can read a secret: a hidden value only as its creator or as an administrator.
    /// </summary>
    private static bool MayRead(RequestContext call, JObject row) => !row.Flag("is_hidden_value")
        || row.Text("created_by") == call.UserName || call.IsAdmin;

    private static ApiResponse Show(RequestContext call, JObject row, JToken? value = null)
    {
        var shown = (JObject)row.DeepClone();
        shown["provider_options"] = row["provider_options"] is JObject options
            ? options.ToString(Formatting.None)
            : null;
        shown["value"] = value?.DeepClone() ?? Encrypted(call, row);
        return ApiResponse.Json(ResourceType.Secret.Show(call, shown));
    }

    /// <summary>Gets the value in responses to changes: since 4.3 the encrypted one.</summary>
    private static JToken Encrypted(RequestContext call, JObject row) => call.IsManager(4, 3)
        ? "gAAAAAB" + Convert.ToBase64String(Guid.NewGuid().ToByteArray())
        : row["value"]!.DeepClone();

    private static ApiResponse Create(RequestContext call)
    {
        var body = call.Body();
        var key = Arguments.Valid("key", call["key"]);
        if (body["value"] is not { } value)
        {
            throw Refusal.BadParameters("Missing value in json request body");
        }

        var visibility = VisibilityRules.ForNew(call, body.Text("visibility"));
        if (body.Text("provider_name") is { } provider)
        {
            throw Refusal.NotFound("SecretsProvider", provider);
        }

        var schema = Arguments.Optional(body, "schema", JTokenType.Object) as JObject;
        var options = Arguments.Optional(body, "provider_options", JTokenType.Object);
        Check(key, value, schema);
        var row = RowVisibility.Find(call, call.State.Secrets, key);
        if (row is not null && !Arguments.Flag(body, "update_if_exists"))
        {
            throw Refusal.Exists(call.Tenant, Kind, key);
        }

        if (row is null)
        {
            row = call.NewRow(visibility, "key", key);
            row["is_hidden_value"] = Arguments.Flag(body, "is_hidden_value");
            row["schema"] = schema;
            row["provider_options"] = options;
            call.State.Secrets.Add(row);
        }
        else
        {
            CheckHidden(call, row);
            row["provider_options"] = options ?? row["provider_options"];
        }

        row["value"] = value;
        row["updated_at"] = call.Now;
        return Show(call, row);
    }

    private static void Check(string key, JToken value, JObject? schema)
    {
        if (value.Type == JTokenType.String && ((string)value!).Length == 0)
        {
            throw Refusal.BadParameters($"Cannot create a secret with empty value or provider:                 {key}");
        }

        if (schema is null && value.Type != JTokenType.String)
        {
            throw new InvalidOperationException("A secret's value is text.");
        }

        if (schema is not null && JsonSchema.SchemaProblem(schema) is { } error)
        {
            throw Refusal.BadParameters($"Invalid secret JSON schema {PythonValue.Repr(schema)}: {error}");
        }

        if (schema is not null && JsonSchema.Problem(value, schema) is { } problem)
        {
            throw Refusal.Conflict($"Error validating secret value: {problem}");
        }
    }

    private static void CheckHidden(RequestContext call, JObject row)
    {
        if (!MayRead(call, row))
        {
            throw Refusal.Forbidden(
                $"User `{call.UserName}` is not permitted to modify the hidden value secret `{row.Text("key")}`");
        }
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        if (body.Count == 0)
        {
            throw Refusal.IllegalAction("Update a secret request must include at least one parameter to update");
        }

        var row = RowVisibility.GetToChange(call, call.State.Secrets, Kind, call["key"]);
        CheckHidden(call, row);
        if (body.Text("visibility") is { } visibility)
        {
            VisibilityRules.Widen(call, row, call["key"], visibility, allowsPrivate: true);
        }

        if (body["value"] is { } value)
        {
            Check(call["key"], value, row["schema"] as JObject);
            if (value.Type != JTokenType.String)
            {
                // A manager 7.0.5 fails to store a value that is not text.
                throw new InvalidOperationException("A secret's value is text.");
            }

            row["value"] = value;
        }

        row["provider_options"] =
            Arguments.Optional(body, "provider_options", JTokenType.Object) ?? row["provider_options"];
        Ownership.Change(call, row, body);
        if (body["is_hidden_value"] is not null)
        {
            row["is_hidden_value"] = Arguments.Flag(body, "is_hidden_value");
        }

        row["updated_at"] = call.Now;
        return Show(call, row);
    }

    private static ApiResponse SetVisibility(RequestContext call)
    {
        var visibility = call.Body().Text("visibility");
        var row = RowVisibility.GetToChange(call, call.State.Secrets, Kind, call["key"]);
        VisibilityRules.Widen(call, row, call["key"], visibility);
        return Show(call, row);
    }

    private static ApiResponse Export(RequestContext call)
    {
        var include = call.Query("_include")?.Split(',');
        var rows = ListResponse.Filter(
            call, ResourceType.SecretListItem,
            RowVisibility.Rows(call, call.State.Secrets).Where(row => MayRead(call, row)));
        return ApiResponse.Json(new JArray(rows.Select(row =>
        {
            var shown = new JObject
            {
                ["key"] = row["key"],
                ["value"] = row["value"] is JValue { Value: string text }
                    ? text
                    : row["value"]!.ToString(Formatting.None),
                ["visibility"] = row["visibility"],
                ["tenant_name"] = row["tenant_name"],
                ["is_hidden_value"] = row["is_hidden_value"],
                ["encrypted"] = false,
                ["provider"] = null,
                ["provider_options"] = row["provider_options"],
            };
            if (call.Flag("_include_metadata"))
            {
                shown["creator"] = row["created_by"];
                shown["created_at"] = row["created_at"];
                shown["updated_at"] = row["updated_at"];
            }

            return include is null
                ? shown
                : new JObject(shown.Properties().Where(property => include.Contains(property.Name)));
        })));
    }

    private static ApiResponse Delete(RequestContext call)
    {
        var row = RowVisibility.GetToChange(call, call.State.Secrets, Kind, call["key"]);
        CheckHidden(call, row);
        call.State.Secrets.Remove(row);
        return call.IsManager(5, 1) ? ApiResponse.NoContent() : Show(call, row);
    }
}
