using System.IO.Compression;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Archives;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Http;
using CloudifyPS.Simulator.Listing;
using CloudifyPS.Simulator.Routing;
using CloudifyPS.Simulator.Storage;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Resources;

/// <summary>The <c>plugins</c> endpoints, and <c>plugins-updates</c>.</summary>
internal static class PluginsApi
{
    private const string Kind = "Plugin";

    public static IEnumerable<Route> Routes =>
    [
        new("GET", "plugins", "plugin_list", call =>
            ListResponse.List(call, ResourceType.Plugin, RowVisibility.Rows(call, call.State.Plugins))),
        new("GET", "plugins/{id}", "plugin_get", Get),
        new("POST", "plugins", "plugin_upload", Upload) { UrlArgument = "plugin_archive_url" },
        new("DELETE", "plugins/{id}", "plugin_delete", Delete),
        new("GET", "plugins/{id}/archive", "plugin_download", Download),
        new("GET", "plugins/{id}/yaml", "plugin_download", Yaml) { Since = new(5, 0), OnlyV31Since = new(4, 0) },
        new("PATCH", "plugins/{id}", "plugin_upload", Update) { Since = new(6, 3), OnlyV31Since = new(4, 0) },
        new("PUT", "plugins/{id}", "plugin_upload", SetState) { Since = new(5, 1), OnlyV31Since = new(4, 0) },
        new("POST", "plugins/{id}", "plugin_upload", Act) { Since = new(5, 1), OnlyV31Since = new(4, 0) },
        new("GET", "plugins-updates", "plugins_update_list", call => ListResponse.List(call, ResourceType.Site, []))
            { Since = new(5, 0), OnlyV31Since = new(5, 0) },
        new("PATCH", "plugins/{id}/set-visibility", "resource_set_visibility", SetVisibility)
            { Since = new(4, 2), OnlyV31Since = new(4, 0) },
    ];

    /// <summary>Gets the key of a plugin's YAML in the stored files.</summary>
    public static string YamlKey(JObject plugin) => $"plugin-yamls/{plugin.Tenant()}/{plugin.Id()}";

    private static string WagonKey(JObject plugin) => $"plugins/{plugin.Tenant()}/{plugin.Id()}";

    private static ApiResponse Show(RequestContext call, JObject row, int status = 200) =>
        ApiResponse.Json(ResourceType.Plugin.Show(call, row), status);

    private static JObject Find(RequestContext call) => RowVisibility.Get(call, call.State.Plugins, Kind, call["id"]);

    private static ApiResponse Get(RequestContext call) => Show(call, Find(call));

    private static ApiResponse Upload(RequestContext call)
    {
        var visibility = VisibilityRules.ForNew(call, call.Query("visibility"));
        var (wagon, yaml) = Parts(Uploads.Read(call, "plugin_archive_url"));
        var package = Package(wagon.Content);
        var extras = PluginYaml.Extras(yaml);
        var name = package.Text("package_name");
        var version = package.Text("package_version");
        var row = call.NewRow(visibility, "id", Guid.NewGuid().ToString());
        if (call.State.Plugins.Rows.Any(other => other.Tenant() == call.Tenant && other.Text("package_name") == name
            && other.Text("package_version") == version))
        {
            throw Refusal.Exists(call.Tenant, Kind, row.Id());
        }

        var platform = package.Text("supported_platform");
        var distribution = package.Map("build_server_os_properties");
        row["archive_name"] = package.Text("archive_name") ?? wagon.Name.Split('/').Last();
        row["package_name"] = name;
        row["package_version"] = version;
        row["package_source"] = package["package_source"];
        row["supported_platform"] = platform;
        row["supported_py_versions"] = package["supported_python_versions"];
        row["wheels"] = package["wheels"] ?? new JArray();
        row["excluded_wheels"] = package["excluded_wheels"];
        if (platform != "any")
        {
            row["distribution"] = distribution["distribution"];
            row["distribution_version"] = distribution["distribution_version"];
            row["distribution_release"] = distribution["distribution_release"];
        }

        row["uploaded_at"] = call.Now;
        row["title"] = call.Query("title") ?? name;
        row["installation_state"] = new JArray();
        row.Merge(extras);
        row["yaml_files_paths"] =
            new JArray(yaml is null ? [] : new[] { $"plugins/{row.Id()}/{yaml.Name.Split('/').Last()}" });
        row["yaml_url_path"] = $"plugin:{name}?version={version}&distribution={row.Text("distribution") ?? "None"}";
        call.State.Files[WagonKey(row)] = new StoredFile(row.Text("archive_name")!, wagon.Content);
        if (yaml is not null)
        {
            call.State.Files[YamlKey(row)] = new StoredFile(yaml.Name.Split('/').Last(), yaml.Content);
        }

        call.State.Plugins.Add(row);
        return Show(call, row, 201);
    }

    /// <summary>Gets the wagon and the YAML of an upload, which is a wagon or a zip of both.</summary>
    private static (ArchiveFile Wagon, ArchiveFile? Yaml) Parts(byte[] upload)
    {
        IReadOnlyList<ArchiveFile> files;
        try
        {
            files = ArchiveReader.Read(upload);
        }
        catch (ArchiveException)
        {
            throw Invalid("input can be only a wagon or a zip file.");
        }

        if (files.Any(IsPackage))
        {
            return (new ArchiveFile("plugin.wgn", upload, 0), null);
        }

        var wagons = files.Where(file => file.Name.EndsWith(".wgn", StringComparison.OrdinalIgnoreCase)).ToList();
        return wagons.Count == 1
            ? (wagons[0], files.FirstOrDefault(file => file.Name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase)))
            : throw Invalid("Archive must include one wgn file");
    }

    /// <summary>Gets the wagon's metadata.</summary>
    private static JObject Package(byte[] wagon)
    {
        try
        {
            return ArchiveReader.Read(wagon).FirstOrDefault(IsPackage) is { } file
                && JsonText.Parse(System.Text.Encoding.UTF8.GetString(file.Content)) is JObject package
                    ? package
                    : throw Invalid("The wagon has no package.json.");
        }
        catch (Exception exception) when (exception is ArchiveException or JsonException)
        {
            throw Invalid($"The provided wagon archive can not be read.\n{exception.Message}");
        }
    }

    private static bool IsPackage(ArchiveFile file) => file.Name.EndsWith("/package.json", StringComparison.Ordinal);

    public static ManagerErrorException Invalid(string message) => new(400, "invalid_plugin_error", message);

    private static ApiResponse Download(RequestContext call)
    {
        var row = Find(call);
        var wagon = call.State.Files[WagonKey(row)];
        if (!call.Flag("full_archive") || !call.State.Files.TryGetValue(YamlKey(row), out var yaml))
        {
            return ApiResponse.File(wagon.Content, wagon.Name);
        }

        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var file in new[] { wagon, yaml })
            {
                using var entry = zip.CreateEntry(file.Name).Open();
                entry.Write(file.Content, 0, file.Content.Length);
            }
        }

        return ApiResponse.File(stream.ToArray(), wagon.Name + ".zip");
    }

    private static ApiResponse Yaml(RequestContext call) =>
        call.State.Files.TryGetValue(YamlKey(Find(call)), out var yaml)
            ? ApiResponse.File(yaml.Content, yaml.Name)
            : throw new ManagerErrorException(404, "not_found_error", "The plugin has no YAML file.");

    private static ApiResponse Act(RequestContext call)
    {
        var body = call.Body();
        var row = Find(call);
        if (Arguments.Required(body, "action") is var action && action != "install")
        {
            throw new ManagerErrorException(400, "unknown_action", action);
        }

        _ = Arguments.Optional(body, "managers", JTokenType.Array);
        var missing = body.Texts("managers").Where(name => name != ManagersApi.HostName).ToList();
        if (missing.Count > 0)
        {
            throw new ManagerErrorException(
                404, "not_found_error",
                $"Cannot install: requested managers do not exist: {string.Join(", ", missing)}");
        }

        row["installation_state"] = new JArray(new JObject
        {
            ["state"] = "installed", ["error"] = null, ["manager"] = ManagersApi.HostName, ["agent"] = null,
        });
        return Show(call, row);
    }

    private static ApiResponse Update(RequestContext call)
    {
        var body = call.Body();
        var names = new[] { "blueprint_labels", "labels", "resource_tags" };
        foreach (var name in names)
        {
            _ = Arguments.Optional(body, name, JTokenType.Object);
        }

        var row = RowVisibility.GetToChange(call, call.State.Plugins, Kind, call["id"]);
        Ownership.Change(call, row, body);
        foreach (var name in names.Where(name => body[name] is not null))
        {
            row[name] = body[name];
        }

        // A manager ignores _include here.
        return ApiResponse.Json(ResourceType.Plugin.ShowAll(call, row));
    }

    /// <summary>Sets the state of a plugin's installation on a manager or agent, which report it themselves.</summary>
    private static ApiResponse SetState(RequestContext call)
    {
        var body = call.Body();
        var state = Arguments.Required(body, "state");
        var row = Find(call);
        var (agent, host) = (body.Text("agent"), body.Text("manager"));
        if (agent is null == host is null)
        {
            throw Refusal.Conflict($"Expected agent or manager, got {(agent is null ? "none" : "both")}");
        }

        if (host is not null && host != ManagersApi.HostName)
        {
            throw new ManagerErrorException(
                404, "not_found_error", $"Requested `Manager` was not found (filters: {{'hostname': '{host}'}})");
        }

        if (agent is not null)
        {
            _ = RowVisibility.Get(call, call.State.Agents, "Agent", agent);
        }

        // A manager answers with the states before the change.
        var response = Show(call, row);
        row["installation_state"] = new JArray(
            row.Items("installation_state").Where(item => item.Text("manager") != host || item.Text("agent") != agent)
                .Append(new JObject
                {
                    ["state"] = state, ["error"] = body["error"], ["manager"] = host, ["agent"] = agent,
                }));
        return response;
    }

    private static ApiResponse SetVisibility(RequestContext call)
    {
        var visibility = call.Body().Text("visibility");
        var row = RowVisibility.GetToChange(call, call.State.Plugins, Kind, call["id"]);
        if (visibility == "global" && call.State.Plugins.Rows.Any(other => other.Tenant() != row.Tenant()
            && other.Text("package_name") == row.Text("package_name")
            && other.Text("package_version") == row.Text("package_version")))
        {
            throw Refusal.Conflict(
                $"Can't set or create the resource <Plugin id=`{row.Id()}` tenant=`{row.Tenant()}`>, its visibility "
                + "can't be global because it also exists in other tenants");
        }

        VisibilityRules.Widen(call, row, row.Id(), visibility);
        return Show(call, row);
    }

    private static ApiResponse Delete(RequestContext call)
    {
        var force = Arguments.Flag(call.Body(), "force");
        var row = RowVisibility.GetToChange(call, call.State.Plugins, Kind, call["id"]);
        var users = call.State.Blueprints.Rows.Where(blueprint => Uses(blueprint, row))
            .Select(blueprint => blueprint.Id()).ToList();
        if (users.Count > 0 && !force)
        {
            throw new ManagerErrorException(
                405, "plugin_in_use",
                $"Plugin \"{row.Id()}\" is currently in use in blueprints: {string.Join(", ", users)}. "
                + "You can \"force\" plugin removal if needed.");
        }

        var shown = ResourceType.Plugin.Show(call, row);
        call.State.Plugins.Remove(row);
        call.State.Files.Remove(WagonKey(row));
        call.State.Files.Remove(YamlKey(row));
        return call.IsManager(5, 1) ? ApiResponse.NoContent() : ApiResponse.Json(shown);
    }

    /// <summary>Gets the plugins that a deployment's blueprint uses.</summary>
    public static IEnumerable<JObject> UsedBy(RequestContext call, JObject deployment) =>
        RowVisibility.Find(call, call.State.Blueprints, deployment.Text("blueprint_id")!) is { } blueprint
            ? call.State.Plugins.Rows.Where(plugin => Uses(blueprint, plugin))
            : [];

    private static bool Uses(JObject blueprint, JObject plugin) =>
        blueprint.Map("plan") is var plan && blueprint.Tenant() == plugin.Tenant()
        && new[] { "deployment_plugins_to_install", "workflow_plugins_to_install", "host_agent_plugins_to_install" }
            .SelectMany(plan.Items)
            .Any(used => used.Text("package_name") == plugin.Text("package_name")
                && used.Text("package_version") == plugin.Text("package_version"));
}
