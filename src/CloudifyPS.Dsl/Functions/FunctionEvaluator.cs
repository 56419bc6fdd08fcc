using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Evaluates the intrinsic functions of a deployment: in outputs, capabilities and operation inputs.</summary>
internal sealed class FunctionEvaluator
{
    private readonly IFunctionContext _context;
    private readonly InstanceResolver _resolver;
    private readonly EvaluationBudget _budget;
    private readonly bool _isForOutputs;

    private FunctionEvaluator(
        IFunctionContext context, FunctionSubject subject, EvaluationBudget budget, bool isForOutputs = false)
    {
        _context = context;
        _resolver = new InstanceResolver(context, subject);
        _budget = budget;
        _isForOutputs = isForOutputs;
    }

    /// <summary>Copies a value, with the functions in it replaced by their results.</summary>
    /// <param name="value">The value.</param>
    /// <param name="context">The deployment.</param>
    /// <param name="subject">The node instances that SELF, SOURCE and TARGET mean.</param>
    /// <exception cref="DslException">A function has no result.</exception>
    public static JToken Evaluate(JToken value, IFunctionContext context, FunctionSubject? subject = null) =>
        new FunctionEvaluator(context, subject ?? FunctionSubject.None, new EvaluationBudget())
            .Evaluate(value, "payload", null);

    /// <summary>
    /// Evaluates outputs. As on a manager, an attribute of an unknown node instance becomes the text of the error.
    /// </summary>
    /// <param name="outputs">The deployment's <c>outputs</c>.</param>
    /// <param name="context">The deployment.</param>
    public static JObject EvaluateOutputs(JObject outputs, IFunctionContext context) =>
        EvaluateValues(outputs, context, "outputs", true);

    /// <summary>Evaluates capabilities.</summary>
    /// <param name="capabilities">The deployment's <c>capabilities</c>.</param>
    /// <param name="context">The deployment.</param>
    public static JObject EvaluateCapabilities(JObject capabilities, IFunctionContext context) =>
        EvaluateValues(capabilities, context, "capabilities", false);

    private static JObject EvaluateValues(JObject definitions, IFunctionContext context, string path, bool isForOutputs)
    {
        var result = new JObject();
        var budget = new EvaluationBudget();
        foreach (var definition in definitions.Properties())
        {
            var value = definition.Value["value"] ?? JValue.CreateNull();

            // A manager leaves out a value whose secret was deleted, and returns the others.
            if (IntrinsicFunction.Find(value) is { Name: "get_secret" } function
                && (function.Arguments is JArray list ? list[0] : function.Arguments) is JValue { Value: string key }
                && context.FindSecret(key) is null)
            {
                continue;
            }

            result[definition.Name] = new FunctionEvaluator(context, FunctionSubject.None, budget, isForOutputs)
                .Evaluate(value, $"{path}.{definition.Name}", null);
        }

        return result;
    }

    /// <param name="value">The value.</param>
    /// <param name="path">The place of the value, for errors.</param>
    /// <param name="owner">The owner of the value; null for the value that the evaluation started with.</param>
    private JToken Evaluate(JToken value, string path, FunctionOwner? owner)
    {
        _budget.Enter(() => path);
        JToken result;
        switch (value)
        {
            case JArray list:
                result = new JArray(list.Select((item, i) => Evaluate(item, $"{path}[{i}]", owner)));
                break;
            case JObject map when IntrinsicFunction.Find(map) is not null:
                var evaluated = new JObject(map.Properties().Select(p => new JProperty(
                    p.Name, p.Value is JContainer
                        ? Evaluate(p.Value, $"{path}.{p.Name}", owner) : p.Value.DeepClone())));
                result = IntrinsicFunction.Find(evaluated) is { } call ? Call(call, path, owner) : evaluated;
                break;
            case JObject map:
                result = new JObject(map.Properties().Select(p => new JProperty(
                    p.Name, Evaluate(p.Value, $"{path}.{p.Name}", owner))));
                break;
            default:
                result = value.DeepClone();
                break;
        }

        _budget.Leave();
        return result;
    }

    private JToken Call(IntrinsicFunction function, string path, FunctionOwner? owner)
    {
        FunctionArguments.Check(function);
        _budget.Call(path);
        var result = CallUnchecked(function, path, owner);
        _budget.Reserve(result, path);
        return result;
    }

    private JToken CallUnchecked(IntrinsicFunction function, string path, FunctionOwner? owner)
    {
        var arguments = function.Arguments as JArray ?? [function.Arguments.DeepClone()];
        var first = PythonValue.Str(arguments.FirstOrDefault());
        List<JToken> rest = [.. arguments.Skip(1)];
        switch (function.Name)
        {
            case "get_input":
                return Evaluate(PureFunctions.GetInput(function, _context.Inputs, path), path, owner);
            case "get_property":
                var node = _resolver.FindNode(first, owner, path);
                var ownerOfValue = FunctionSubject.IsReference(first) ? owner : FunctionOwner.OfNode(first);
                return PureFunctions.GetProperty(
                    (string)node["id"]!, node["properties"], rest, path,
                    evaluate: v => Evaluate(v, path, ownerOfValue))!;
            case "get_attribute":
                return GetAttribute(first, rest, path, owner);
            case "get_attributes_list":
                return new JArray(_resolver.FindInstances(first, owner, path)
                    .Select(instance => Attribute(instance, rest, path, function.Name)));
            case "get_attributes_dict":
                return GetAttributesDictionary(first, rest, path, owner);
            case "get_secret":
                return GetSecret(first, rest);
            case "get_capability":
                return Nested(
                    EvaluateCapability(_context.FindCapability(first, PythonValue.Str(arguments[1])), path), arguments);
            case "get_environment_capability":
                return Nested(
                    EvaluateCapability(_context.FindEnvironmentCapability(first), path),
                    new JArray(arguments.Prepend("environment")));
            case "get_label":
                return GetLabel(first, rest);
            case "get_sys":
                return _context.FindSystemValue(first, PythonValue.Str(arguments[1])) is { } text
                    ? text
                    : JValue.CreateNull();
            case "get_consumers":
                return first == "count" ? 0 : new JArray();
            case "get_group_capability":
                return new JArray();
            default:
                return PureFunctions.Call(function, _budget, path)!;
        }
    }

    private JToken EvaluateCapability((JToken Value, IFunctionContext Context) capability, string path) =>
        new FunctionEvaluator(capability.Context, FunctionSubject.None, _budget).Evaluate(capability.Value, path, null);

    private JToken GetAttribute(string name, IReadOnlyList<JToken> attribute, string path, FunctionOwner? owner)
    {
        JObject instance;
        try
        {
            instance = _resolver.FindInstance(name, attribute, path, owner);
        }
        catch (DslException e) when (_isForOutputs)
        {
            return $"<ERROR: {e.Message}>";
        }

        return Attribute(instance, attribute, path, "get_attribute");
    }

    /// <summary>Gets an attribute: a runtime property, else a property of the node.</summary>
    private JToken Attribute(JObject instance, IReadOnlyList<JToken> attribute, string path, string function)
    {
        var id = (string)instance["id"]!;
        var node = (string)instance["node_id"]!;
        var value = Find(instance["runtime_properties"]);
        if (value is null && attribute.Count == 1)
        {
            value = PythonValue.Str(attribute[0]) switch
            {
                "node_instance_id" => id,
                "node_instance_index" => instance["index"],
                _ => null,
            };
        }

        return value?.DeepClone() ?? Find(_context.FindNode(node)?["properties"])?.DeepClone() ?? JValue.CreateNull();

        JToken? Find(JToken? properties)
        {
            var found = PureFunctions.GetProperty(
                node, properties as JObject ?? [], attribute, path, false, function,
                v => Evaluate(v, path, FunctionOwner.OfInstance(id)));
            return DslToken.IsNull(found) ? null : found;
        }
    }

    private JObject GetAttributesDictionary(string name, List<JToken> attributes, string path, FunctionOwner? owner)
    {
        var result = new JObject();
        foreach (var instance in _resolver.FindInstances(name, owner, path))
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
        var secret = _context.FindSecret(key)
            ?? throw FunctionError.Create($"Requested `Secret` with ID `{key}` was not found");
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
            throw FunctionError.Create($"Unable to evaluate Could not parse secret \"{key}\" as json. function");
        }

        foreach (var part in path)
        {
            value = value is JArray list && part.Type == JTokenType.Integer
                ? PureFunctions.At(list, part.ToInt())
                : (value as JObject)?[PythonValue.Str(part)];
            if (value is null)
            {
                throw FunctionError.Create(
                    $"Unable to evaluate Could not find \"{PythonValue.Str(part)}\" in nested lookup on secret "
                    + $"\"{key}\". "
                    + "function");
            }
        }

        return value.DeepClone();
    }

    private JToken GetLabel(string key, List<JToken> index)
    {
        var values = _context.FindLabel(key);
        if (values.Count == 0)
        {
            throw FunctionError.Create(
                $"Unable to evaluate get_label function: The deployment doesn't have a label with the key: {key}");
        }

        return index.Count == 0
            ? new JArray(values)
            : PureFunctions.At(new JArray(values), index[0].ToInt()) ?? throw FunctionError.Create(
                "Unable to evaluate get_label function: The provided label-values list index is out of range "
                + $"for {key}");
    }

    /// <summary>Gets a part of a capability.</summary>
    /// <param name="value">The capability.</param>
    /// <param name="path">The deployment, the capability, and the keys and indices in it.</param>
    private static JToken Nested(JToken value, JArray path)
    {
        const string Prefix = "Unable to evaluate get_capability function:";
        var deployment = PythonValue.Str(path[0]);
        for (var i = 2; i < path.Count; i++)
        {
            var known = PureFunctions.PathText(path.Skip(1).Take(i - 1));
            var key = PythonValue.Str(path[i]);
            value = value switch
            {
                JObject map => map[key] ?? throw FunctionError.Create(
                    $"{Prefix} Attribute '{key}' doesn't exist in '{known}' in deployment '{deployment}'."),
                JArray list when path[i].Type == JTokenType.Integer =>
                    PureFunctions.At(list, path[i].ToInt()) ?? throw FunctionError.Create(
                        $"{Prefix} List size of '{known}' is {list.Count}, in deployment '{deployment}', but "
                        + $"index {key} is "
                        + "retrieved."),
                _ => throw FunctionError.Create(
                    $"{Prefix} Object {known}, in capability '{PythonValue.Str(path[1])}' in deployment "
                    + $"'{deployment}', has "
                    + $"no attribute {key}"),
            };
        }

        return value.DeepClone();
    }
}
