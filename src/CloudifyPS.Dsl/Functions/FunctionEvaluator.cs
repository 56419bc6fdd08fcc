using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Evaluates intrinsic functions while a deployment lives.</summary>
internal sealed class FunctionEvaluator
{
    private const int MaxDepth = 50;

    private readonly IFunctionContext _context;
    private readonly string? _self;
    private readonly string? _source;
    private readonly string? _target;
    private readonly bool _isForOutputs;
    private int _depth;

    private FunctionEvaluator(IFunctionContext context, string? self, string? source, string? target, bool isForOutputs)
    {
        _context = context;
        _self = self;
        _source = source;
        _target = target;
        _isForOutputs = isForOutputs;
    }

    /// <summary>A value with its functions replaced by their results; the value itself is not changed.</summary>
    /// <param name="value">Any JSON.</param>
    /// <param name="context">The deployment.</param>
    /// <param name="self">The node instance that SELF means.</param>
    /// <param name="source">The node instance that SOURCE means.</param>
    /// <param name="target">The node instance that TARGET means.</param>
    /// <exception cref="DslException">A function has no result.</exception>
    public static JToken Evaluate(
        JToken value, IFunctionContext context, string? self = null, string? source = null, string? target = null) =>
        new FunctionEvaluator(context, self, source, target, false).Evaluate(value, "payload", null);

    /// <summary>The values of outputs by name; what cannot be found yet becomes the text of an error, as on a manager.</summary>
    /// <param name="outputs">A deployment's <c>outputs</c>.</param>
    /// <param name="context">The deployment.</param>
    public static JObject EvaluateOutputs(JObject outputs, IFunctionContext context) =>
        EvaluateValues(outputs, context, "outputs", true);

    /// <summary>The values of capabilities by name.</summary>
    /// <param name="capabilities">A deployment's <c>capabilities</c>.</param>
    /// <param name="context">The deployment.</param>
    public static JObject EvaluateCapabilities(JObject capabilities, IFunctionContext context) =>
        EvaluateValues(capabilities, context, "capabilities", false);

    private static JObject EvaluateValues(JObject definitions, IFunctionContext context, string path, bool isForOutputs)
    {
        var result = new JObject();
        foreach (var definition in definitions.Properties())
        {
            var value = definition.Value["value"] ?? JValue.CreateNull();

            // What needs a secret that is gone is left out, and the others are shown.
            if (IntrinsicFunction.Find(value) is { Name: "get_secret" } function
                && (function.Arguments is JArray list ? list[0] : function.Arguments) is JValue { Value: string key }
                && context.FindSecret(key) is null)
            {
                continue;
            }

            result[definition.Name] = new FunctionEvaluator(context, null, null, null, isForOutputs)
                .Evaluate(value, $"{path}.{definition.Name}", null);
        }

        return result;
    }

    /// <param name="value">What to evaluate.</param>
    /// <param name="path">For messages.</param>
    /// <param name="owner">The node instance, or the node, that the value belongs to, when not the given one.</param>
    private JToken Evaluate(JToken value, string path, string? owner)
    {
        if (++_depth > MaxDepth)
        {
            throw Fail(
                $"The recursion limit ({MaxDepth}) has been reached while evaluating the deployment. Limit was reached with the "
                + $"following path - {path}");
        }

        try
        {
            switch (value)
            {
                case JArray list:
                    return new JArray(list.Select((item, i) => Evaluate(item, $"{path}[{i}]", owner)));
                case JObject map when IntrinsicFunction.Find(map) is not null:
                    var evaluated = new JObject(map.Properties().Select(p => new JProperty(
                        p.Name, p.Value is JContainer ? Evaluate(p.Value, $"{path}.{p.Name}", owner) : p.Value.DeepClone())));
                    if (IntrinsicFunction.Find(evaluated) is not { } call)
                    {
                        return evaluated;
                    }

                    call.CheckArguments();
                    return Call(call, path, owner);
                case JObject map:
                    return new JObject(map.Properties().Select(p => new JProperty(
                        p.Name, Evaluate(p.Value, $"{path}.{p.Name}", owner))));
                default:
                    return value.DeepClone();
            }
        }
        finally
        {
            _depth--;
        }
    }

    private JToken Call(IntrinsicFunction function, string path, string? owner)
    {
        var arguments = function.Arguments as JArray ?? [function.Arguments.DeepClone()];
        var first = PythonValue.Str(arguments.FirstOrDefault());
        List<JToken> rest = [.. arguments.Skip(1)];
        switch (function.Name)
        {
            case "get_input":
                return Evaluate(PureFunctions.GetInput(function, _context.Inputs, path), path, owner);
            case "get_property":
                var node = NodeOf(first, owner, path);
                return PureFunctions.GetProperty(
                    (string)node["id"]!, node["properties"], rest, path, evaluate: v => Evaluate(v, path, NewOwner(first, owner)))!;
            case "get_attribute":
                return GetAttribute(first, rest, path, owner);
            case "get_attributes_list":
                return new JArray(InstancesOf(first, owner, path).Select(i => Attribute(i, rest, path, function.Name)));
            case "get_attributes_dict":
                return GetAttributesDictionary(first, rest, path, owner);
            case "get_secret":
                return GetSecret(first, rest);
            case "get_capability":
                return Nested(_context.GetCapability(first, PythonValue.Str(arguments[1])), arguments);
            case "get_environment_capability":
                return Nested(_context.GetEnvironmentCapability(first), new JArray(new JToken[] { "environment" }.Concat(arguments)));
            case "get_label":
                return GetLabel(first, rest);
            case "get_sys":
                return _context.FindSystemValue(first, PythonValue.Str(arguments[1])) is { } text ? text : JValue.CreateNull();
            case "get_consumers":
                return first == "count" ? 0 : new JArray();
            case "get_group_capability":
                return new JArray();
            default:
                return PureFunctions.Call(function)!;
        }
    }

    private static string? NewOwner(string node, string? owner) => node is "SELF" or "SOURCE" or "TARGET" ? owner : "node:" + node;

    /// <summary>The id of the node instance that SELF, SOURCE or TARGET means.</summary>
    private string? Ref(string name, string? owner)
    {
        var given = name switch
        {
            "SELF" => _self,
            "SOURCE" => _source,
            _ => _target,
        };
        return name == "SELF" && owner is not null && !owner.StartsWith("node:", StringComparison.Ordinal) ? owner : given;
    }

    private JObject NodeOf(string name, string? owner, string path)
    {
        if (name is "SELF" or "SOURCE" or "TARGET")
        {
            if (name == "SELF" && owner?.StartsWith("node:", StringComparison.Ordinal) == true)
            {
                return NodeOf(owner.Substring(5), null, path);
            }

            var instance = Ref(name, owner) is { } id ? _context.FindNodeInstance(id) : null;
            name = (string?)instance?["node_id"] ?? throw Fail($"{name} is missing in request context in {path}");
        }

        return _context.FindNode(name) ?? throw Fail($"Requested `Node` with ID `{name}` was not found");
    }

    private IReadOnlyList<JObject> InstancesOf(string name, string? owner, string path) =>
        _context.FindNodeInstances((string)NodeOf(name, owner, path)["id"]!);

    private JToken GetAttribute(string name, IReadOnlyList<JToken> attribute, string path, string? owner)
    {
        JObject instance;
        try
        {
            instance = ResolveInstance(name, attribute, path, owner);
        }
        catch (DslException e) when (_isForOutputs)
        {
            return $"<ERROR: {e.Message}>";
        }

        return Attribute(instance, attribute, path, "get_attribute");
    }

    private JObject ResolveInstance(string name, IReadOnlyList<JToken> attribute, string path, string? owner)
    {
        if (name is "SELF" or "SOURCE" or "TARGET")
        {
            if (Ref(name, owner) is { } id && _context.FindNodeInstance(id) is { } given)
            {
                return given;
            }

            if (name != "SELF" || owner is null)
            {
                throw Fail(
                    $"Unable to evaluate get_attribute function: {name} is missing in request context in {path} for attribute "
                    + PythonValue.Repr(new JArray(attribute)));
            }

            name = owner.Substring(5);
        }

        var instances = _context.FindNodeInstances(name);
        return instances.Count switch
        {
            0 => throw Fail($"Unable to evaluate get_attribute function: Node {name} has no instances."),
            1 => instances[0],
            _ => ByRelationship(name, instances) ?? ByScalingGroup(instances) ?? throw Fail(
                $"Unable to evaluate get_attribute function: More than one node instance found for node \"{name}\". Cannot resolve a node "
                + "instance unambiguously."),
        };
    }

    private JObject? ByRelationship(string name, IReadOnlyList<JObject> instances)
    {
        if (_self is null || _context.FindNodeInstance(_self) is not { } self)
        {
            return null;
        }

        var targets = (self["relationships"] as JArray ?? []).Where(r => (string?)r["target_name"] == name)
            .Select(r => (string?)r["target_id"]).Distinct().ToList();
        return targets.Count == 1 ? instances.FirstOrDefault(i => (string?)i["id"] == targets[0]) : null;
    }

    private JObject? ByScalingGroup(IReadOnlyList<JObject> instances)
    {
        foreach (var id in new[] { _self, _self is null ? _source : null, _self is null ? _target : null }.OfType<string>())
        {
            if (_context.FindNodeInstance(id) is not { } own)
            {
                continue;
            }

            var groups = Groups(own);
            foreach (var (name, group) in groups)
            {
                var same = instances.Where(i => Groups(i).Contains((name, group))).ToList();
                if (same.Count == 1)
                {
                    return same[0];
                }

                if (Groups(instances[0]).Any(g => g.Name == name))
                {
                    break;
                }
            }
        }

        return null;
    }

    /// <summary>The instances of scaling groups that an instance and what contains it are in, the nearest first.</summary>
    private List<(string Name, string Id)> Groups(JObject instance)
    {
        var result = new List<(string, string)>();
        for (var current = instance; current is not null; current = Container(current))
        {
            result.AddRange((current["scaling_groups"] as JArray ?? []).Select(g => ((string)g["name"]!, (string)g["id"]!)));
        }

        return result;
    }

    private JObject? Container(JObject instance)
    {
        var node = _context.FindNode((string)instance["node_id"]!);
        var target = (node?["relationships"] as JArray ?? []).FirstOrDefault(r =>
            r["type_hierarchy"]!.Any(t => (string?)t == "cloudify.relationships.contained_in"))?["target_id"];
        var id = (instance["relationships"] as JArray ?? [])
            .FirstOrDefault(r => target is not null && (string?)r["target_name"] == (string?)target)?["target_id"];
        return id is null ? null : _context.FindNodeInstance((string)id!);
    }

    private JToken Attribute(JObject instance, IReadOnlyList<JToken> attribute, string path, string function)
    {
        var id = (string)instance["id"]!;
        var node = (string)instance["node_id"]!;
        var value = Look(instance["runtime_properties"]);
        if (value is null && attribute.Count == 1)
        {
            value = PythonValue.Str(attribute[0]) switch
            {
                "node_instance_id" => id,
                "node_instance_index" => instance["index"],
                _ => null,
            };
        }

        return value?.DeepClone() ?? Look(_context.FindNode(node)?["properties"])?.DeepClone() ?? JValue.CreateNull();

        JToken? Look(JToken? properties)
        {
            var found = PureFunctions.GetProperty(
                node, properties as JObject ?? [], attribute, path, false, function, v => Evaluate(v, path, id));
            return DslToken.IsNull(found) ? null : found;
        }
    }

    private JObject GetAttributesDictionary(string name, List<JToken> attributes, string path, string? owner)
    {
        var result = new JObject();
        foreach (var instance in InstancesOf(name, owner, path))
        {
            var values = new JObject();
            foreach (var attribute in attributes)
            {
                IReadOnlyList<JToken> attributePath = attribute is JArray list ? [.. list] : [attribute];
                values[string.Join(".", attributePath.Select(PythonValue.Str))] =
                    Attribute(instance, attributePath, path, "get_attributes_dict");
            }

            result[(string)instance["id"]!] = values;
        }

        return result;
    }

    private JToken GetSecret(string key, List<JToken> path)
    {
        var secret = _context.FindSecret(key) ?? throw Fail($"Requested `Secret` with ID `{key}` was not found");
        if (path.Count == 0)
        {
            return secret;
        }

        JToken? value;
        try
        {
            value = JToken.Parse(secret);
        }
        catch (Newtonsoft.Json.JsonException)
        {
            throw Fail($"Unable to evaluate Could not parse secret \"{key}\" as json. function");
        }

        foreach (var part in path)
        {
            value = value is JArray list && part.Type == JTokenType.Integer
                ? PureFunctions.At(list, (int)part)
                : (value as JObject)?[PythonValue.Str(part)];
            if (value is null)
            {
                throw Fail(
                    $"Unable to evaluate Could not find \"{PythonValue.Str(part)}\" in nested lookup on secret \"{key}\". function");
            }
        }

        return value.DeepClone();
    }

    private JToken GetLabel(string key, List<JToken> index)
    {
        var values = _context.FindLabel(key);
        if (values.Count == 0)
        {
            throw Fail($"Unable to evaluate get_label function: The deployment doesn't have a label with the key: {key}");
        }

        return index.Count == 0
            ? new JArray(values)
            : PureFunctions.At(new JArray(values), (int)index[0])
                ?? throw Fail($"Unable to evaluate get_label function: The provided label-values list index is out of range for {key}");
    }

    private static JToken Nested(JToken value, JArray path)
    {
        for (var i = 2; i < path.Count; i++)
        {
            var known = PureFunctions.PathText(path.Skip(1).Take(i - 1));
            value = value switch
            {
                JObject map => map[PythonValue.Str(path[i])] ?? throw Fail(
                    $"Unable to evaluate get_capability function: Attribute '{PythonValue.Str(path[i])}' doesn't exist in '{known}' in "
                    + $"deployment '{PythonValue.Str(path[0])}'."),
                JArray list when path[i].Type == JTokenType.Integer => PureFunctions.At(list, (int)path[i]) ?? throw Fail(
                    $"Unable to evaluate get_capability function: List size of '{known}' is {list.Count}, in deployment "
                    + $"'{PythonValue.Str(path[0])}', but index {path[i]} is retrieved."),
                _ => throw Fail(
                    $"Unable to evaluate get_capability function: Object {known}, in capability '{PythonValue.Str(path[1])}' in deployment "
                    + $"'{PythonValue.Str(path[0])}', has no attribute {PythonValue.Str(path[i])}"),
            };
        }

        return value.DeepClone();
    }

    private static DslException Fail(string message) => new(DslError.Evaluation, message);
}
