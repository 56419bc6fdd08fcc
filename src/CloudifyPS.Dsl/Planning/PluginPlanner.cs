using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Parses plugins, and finds out which plugins nodes and workflows use.</summary>
internal sealed class PluginPlanner
{
    public const string HostAgent = "host_agent";
    public const string CentralAgent = "central_deployment_agent";

    private static readonly string[] Keys =
    [
        "source", "executor", "install", "install_arguments", "package_name", "package_version", "supported_platform",
        "distribution", "distribution_version", "distribution_release", "properties_description", "properties",
    ];

    private readonly Dictionary<SharedJson, List<(string Plugin, string? Executor)>> _used = [];

    public PluginPlanner(JObject section, DslVersion version)
    {
        foreach (var plugin in section.Properties())
        {
            Plugins[plugin.Name] = Parse(plugin, version);
        }
    }

    public JObject Plugins { get; } = [];

    /// <summary>Adds to nodes the plugins that their operations use, and where to install them.</summary>
    public void PlanNodes(IReadOnlyDictionary<string, JObject> nodes, JToken? section)
    {
        var incoming = nodes.Values.SelectMany(node => node["relationships"]!)
            .ToLookup(relationship => (string)relationship["target_id"]!);
        foreach (var node in nodes)
        {
            var operations = node.Value["relationships"]!.Select(relationship => relationship["source_operations"]!)
                .Prepend(node.Value["operations"]!)
                .Concat(incoming[node.Key].Select(relationship => relationship["target_operations"]!));
            node.Value["plugins"] = UsedBy(operations);
        }

        var byHost = nodes.Values.Where(node => node["host_id"] is not null)
            .ToLookup(node => (string)node["host_id"]!, node => (JArray)node["plugins"]!);
        foreach (var node in nodes)
        {
            var plugins = (JArray)node.Value["plugins"]!;
            var host = (string?)node.Value["host_id"];
            if (host == node.Key)
            {
                node.Value["plugins_to_install"] = Distinct(byHost[host].SelectMany(p => WithExecutor(p, HostAgent)));
            }

            node.Value["deployment_plugins_to_install"] = Distinct(WithExecutor(plugins, CentralAgent));
            if (host is null && WithExecutor(plugins, HostAgent).FirstOrDefault() is { } plugin)
            {
                throw DslToken.Fail(
                    $"node '{node.Key}' has no relationship which makes it contained within a host and it has a plugin "
                    + $"'{plugin["name"]}' with '{HostAgent}' as an executor. These types of plugins must be "
                    + "installed on "
                    + "a host", section, "node_templates");
            }
        }
    }

    public JArray OfWorkflows(JObject workflows) => new(workflows.PropertyValues()
        .Select(workflow => (string)workflow["plugin"]!).Distinct().Select(name => Plugins[name]!.DeepClone()));

    /// <summary>Collects plugins from all nodes.</summary>
    /// <param name="nodes">The nodes.</param>
    /// <param name="kind"><c>plugins_to_install</c> or <c>deployment_plugins_to_install</c>.</param>
    public static JArray OfNodes(JArray nodes, string kind) =>
        Distinct(nodes.SelectMany(node => node[kind] as JArray ?? []));

    private JArray UsedBy(IEnumerable<JToken> operations)
    {
        return new JArray(operations.SelectMany(UsedBy).Distinct().Select(o =>
        {
            var plugin = (JObject)Plugins[o.Plugin]!.DeepClone();
            plugin["executor"] = o.Executor;
            return plugin;
        }));
    }

    private List<(string Plugin, string? Executor)> UsedBy(JToken operations)
    {
        if (SharedJson.Of(operations) is not { } shared)
        {
            return Read((JObject)operations);
        }

        if (!_used.TryGetValue(shared, out var used))
        {
            _used[shared] = used = Read(shared.Content);
        }

        return used;

        static List<(string Plugin, string? Executor)> Read(JObject operations) =>
        [
            .. operations.PropertyValues().Select(operation => SharedJson.Map(operation)!)
                .Select(o => (Plugin: (string)o["plugin"]!, Executor: (string?)o["executor"]))
                .Where(o => o.Plugin.Length > 0).Distinct(),
        ];
    }

    private static IEnumerable<JToken> WithExecutor(JArray plugins, string executor) =>
        plugins.Where(plugin => (string?)plugin["executor"] == executor);

    private static JArray Distinct(IEnumerable<JToken> plugins) =>
        new(plugins.GroupBy(plugin => (string)plugin["name"]!).Select(same => same.Last().DeepClone()));

    private static JObject Parse(JProperty plugin, DslVersion version)
    {
        var path = "plugins." + plugin.Name;
        var definition = DslToken.AsMap(plugin.Value, path) ?? [];
        DslToken.CheckKeys(definition, path, Keys);
        var executor = DslToken.Required(definition, "executor", path);
        if (executor is not (CentralAgent or HostAgent))
        {
            throw DslToken.Fail(
                $"Plugin '{plugin.Name}' has an illegal 'executor' value '{executor}'; value must be either "
                + $"'{CentralAgent}' or '{HostAgent}'", definition["executor"], path + ".executor");
        }

        var parsed = new JObject();
        foreach (var key in Keys)
        {
            parsed[key] = definition[key]?.DeepClone() ?? DefaultOf(key);
            version.Require(MinimumVersionOf(key), definition[key], key, path + "." + key);
        }

        if (parsed["install"] is JValue { Value: true } && DslToken.IsNull(parsed["source"])
            && DslToken.IsNull(parsed["package_name"]))
        {
            throw DslToken.Fail(
                $"Plugin '{plugin.Name}' needs to be installed, but does not declare a source or package_name property",
                plugin.Value, path);
        }

        parsed["name"] = plugin.Name;
        return parsed;
    }

    private static JToken DefaultOf(string key) => key switch
    {
        "install" => true,
        "properties" => new JObject(),
        _ => JValue.CreateNull(),
    };

    private static int MinimumVersionOf(string key) => key switch
    {
        "source" or "executor" or "install" => 0,
        "install_arguments" => 1,
        "properties" or "properties_description" => 5,
        _ => 2,
    };
}
