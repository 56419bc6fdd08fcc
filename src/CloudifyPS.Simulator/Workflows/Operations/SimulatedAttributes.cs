using System.Globalization;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>
/// Generates runtime properties that a deployment reads with <c>get_attribute</c>, and that real operations would set.
/// When a node instance with operations of a plugin, or a host, is created, configured or started, each such property
/// without a value gets a value that depends on its name: an address for <c>ip</c>, a number for <c>port</c>, a URL for
/// <c>url</c>. A host always gets an <c>ip</c>. Scripts are read, so a property that they do not set has no value.
/// </summary>
internal sealed class SimulatedAttributes(DeploymentModel deployment)
{
    private readonly Lazy<ILookup<string, List<string>>> _read = new(() =>
        ReadAttributes(deployment).ToLookup(request => request.Node, request => request.Path));

    public IEnumerable<RuntimePropertyChange> Missing(NodeInstance instance)
    {
        if (!instance.IsHost && !instance.Node.Map("operations").Properties().Any(IsOfPlugin))
        {
            yield break;
        }

        var read = _read.Value[instance.NodeId]
            .Concat(instance.IsHost ? [["ip"]] : [])
            .GroupBy(path => path[0]);
        foreach (var paths in read)
        {
            var name = paths.Key;
            if (!HasValue(instance.Row.Map("runtime_properties")[name])
                && !HasValue(instance.Node.Map("properties")[name]))
            {
                yield return new RuntimePropertyChange(instance, name, Value(instance, [.. paths]));
            }
        }
    }

    private static IEnumerable<(string Node, List<string> Path)> ReadAttributes(DeploymentModel deployment)
    {
        foreach (var part in new[] { "outputs", "capabilities" })
        {
            foreach (var request in Requests(deployment.Row[part]))
            {
                yield return request;
            }
        }

        foreach (var node in deployment.Nodes)
        {
            foreach (var (name, path) in Requests(node["properties"]).Concat(Requests(node["operations"])))
            {
                yield return (name == "SELF" ? node.Id() : name, path);
            }

            foreach (var relationship in node.Items("relationships"))
            {
                foreach (var (name, path) in Requests(relationship))
                {
                    var target = relationship.Text("target_id")!;
                    yield return (name switch { "SOURCE" => node.Id(), "TARGET" => target, _ => name }, path);
                }
            }
        }
    }

    private static bool IsOfPlugin(JProperty operation) =>
        NodeInstance.IsImplemented(operation.Value)
        && (operation.Value as JObject)?.Text("operation")?.StartsWith("script_runner.", StringComparison.Ordinal)
            != true;

    private static bool HasValue(JToken? value) =>
        value is not (null or { Type: JTokenType.Null } or JValue { Value: "" });

    private static JToken Value(NodeInstance instance, List<List<string>> paths)
    {
        var deeper = paths.Where(path => path.Count > 1).ToList();
        if (deeper.Count == 0)
        {
            return Scalar(instance, paths[0][0]);
        }

        var map = new JObject();
        foreach (var group in deeper.GroupBy(path => path[1]))
        {
            // An index would need a list, whose length is unknown.
            map[group.Key] = Value(instance, [.. group.Select(path => path.Skip(1).ToList())]);
        }

        return map;
    }

    private static JToken Scalar(NodeInstance instance, string name)
    {
        var words = name.ToLowerInvariant().Split('_', '-', '.');
        var number = instance.Id.Aggregate(17u, (hash, letter) => unchecked((hash * 31) + letter));
        string Address(bool isPublic) => string.Format(
            CultureInfo.InvariantCulture, isPublic ? "203.0.113.{1}" : "10.0.{0}.{1}", number / 254 % 254,
            (number % 254) + 1);
        if (words.Any(word => word is "ip" or "address" or "host" or "hostname"))
        {
            return Address(words.Any(word => word is "public" or "external" or "floating"));
        }

        return words.Last() switch
        {
            "port" => 8080,
            "url" or "endpoint" or "uri" => $"http://{Address(false)}:8080",
            "id" => $"{instance.NodeId}-{number:x8}",
            _ => instance.Id,
        };
    }

    private static IEnumerable<(string Node, List<string> Path)> Requests(JToken? value) =>
        SharedJson.Descendants(value ?? new JObject()).OfType<JProperty>()
            .Where(p => p.Name == "get_attribute" && p.Value is JArray { Count: > 1 } arguments
                && arguments.All(argument => argument is JValue))
            .Select(p => p.Value.Select(argument => argument.ToString()).ToList())
            .Select(arguments => (arguments[0], arguments.Skip(1).ToList()));
}
