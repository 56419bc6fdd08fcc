using System.Globalization;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Engine;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>
/// Makes up what nobody can know without the real thing: a deployment's functions ask for runtime properties
/// (<c>get_attribute</c>) that the code behind the operations would have set. Once a node instance that has operations,
/// or is a host, gets that far, it has a value for each of those that it lacks; a value that goes by the name: an
/// address for an ip, a number for a port, a URL for a url. A host always has an ip.
/// </summary>
internal static class SimulatedAttributes
{
    public static IEnumerable<RuntimePropertyChange> Missing(DeploymentModel deployment, NodeInstance instance)
    {
        var operations = instance.Node.Map("operations");
        if (!instance.IsHost && !operations.Properties().Any(operation => NodeInstance.IsMapped(operation.Value)))
        {
            yield break;
        }

        var wanted = deployment.WantedAttributes[instance.NodeId]
            .Concat(instance.IsHost ? [["ip"]] : [])
            .GroupBy(path => path[0]);
        foreach (var paths in wanted)
        {
            var name = paths.Key;
            if (!HasValue(instance.Row.Map("runtime_properties")[name])
                && !HasValue(instance.Node.Map("properties")[name]))
            {
                yield return new RuntimePropertyChange(instance, name, Value(instance, [.. paths]));
            }
        }
    }

    /// <summary>Which attributes of which nodes the deployment asks for.</summary>
    public static IEnumerable<(string Node, List<string> Path)> Wanted(DeploymentModel deployment)
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
            // An index asks for a list, of which nobody knows the length.
            map[group.Key] = Value(instance, [.. group.Select(path => path.Skip(1).ToList())]);
        }

        return map;
    }

    private static JToken Scalar(NodeInstance instance, string name)
    {
        var words = name.ToLowerInvariant().Split('_', '-', '.');
        var number = instance.Id.Aggregate(17u, (hash, letter) => unchecked((hash * 31) + letter));
        string Address(bool isPublic) => string.Format(
            CultureInfo.InvariantCulture, isPublic ? "203.0.113.{1}" : "10.0.{0}.{1}", number / 254 % 254, (number % 254) + 1);
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
        (value as JContainer)?.DescendantsAndSelf().OfType<JProperty>()
            .Where(p => p.Name == "get_attribute" && p.Value is JArray { Count: > 1 } arguments
                && arguments.All(argument => argument is JValue))
            .Select(p => p.Value.Select(argument => argument.ToString()).ToList())
            .Select(arguments => (arguments[0], arguments.Skip(1).ToList()))
        ?? [];
}
