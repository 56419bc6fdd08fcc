using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>
/// Merges parsed interfaces: of a type with its parent's, of a template with its type's. Templates share what they
/// inherit.
/// </summary>
internal sealed class InterfaceMerger
{
    /// <summary>What a template's operation inherits if its type implements the operation in the same way.</summary>
    private static readonly string[] Settings =
        ["executor", "max_retries", "retry_interval", "timeout", "timeout_recoverable"];

    private readonly Dictionary<JObject, JRaw> _interfaces = [];
    private readonly Dictionary<JObject, JRaw> _operations = [];

    public static JObject Inherit(JObject inherited, JObject own) =>
        Merge(inherited, own, (theirs, mine) => mine ?? theirs!);

    public JToken Instantiate(JObject ofType, JObject ofTemplate)
    {
        if (ofTemplate.Count > 0)
        {
            return Merge(ofType, ofTemplate, InstantiateOperation);
        }

        if (!_interfaces.TryGetValue(ofType, out var shared))
        {
            _interfaces[ofType] = shared = SharedJson.Create(Merge(ofType, [], InstantiateOperation));
        }

        return shared;
    }

    private static JObject Merge(JObject inherited, JObject own, Func<JObject?, JObject?, JToken> merge)
    {
        var result = new JObject();
        foreach (var name in Names(inherited, own))
        {
            var theirs = inherited[name] as JObject ?? [];
            var mine = own[name] as JObject ?? [];
            var operations = new JObject();
            foreach (var operation in Names(theirs, mine))
            {
                // The setter copies an operation that is part of another document.
                operations[operation] = merge(theirs[operation] as JObject, mine[operation] as JObject);
            }

            result[name] = operations;
        }

        return result;
    }

    private static IEnumerable<string> Names(JObject first, JObject second) =>
        first.Properties().Concat(second.Properties()).Select(p => p.Name).Distinct();

    private JToken InstantiateOperation(JObject? ofType, JObject? ofTemplate)
    {
        if (ofType is null)
        {
            return ofTemplate!;
        }

        if (ofTemplate is null)
        {
            if (!_operations.TryGetValue(ofType, out var shared))
            {
                var inherited = (JObject)ofType.DeepClone();
                inherited["inputs"] = MergeInputs((JObject)ofType["inputs"]!, []);
                _operations[ofType] = shared = SharedJson.Create(inherited);
            }

            return shared;
        }

        if (IsNoOperation(ofTemplate) || IsNoOperation(ofType))
        {
            return ofTemplate;
        }

        var result = (JObject)ofTemplate.DeepClone();
        var implementation = (string)ofTemplate["implementation"]!;
        if (implementation.Length == 0)
        {
            result["implementation"] = implementation = (string)ofType["implementation"]!;
        }

        if (implementation != (string)ofType["implementation"]!)
        {
            return result;
        }

        result["inputs"] = MergeInputs((JObject)ofType["inputs"]!, (JObject)ofTemplate["inputs"]!);
        foreach (var key in Settings.Where(key => DslToken.IsNull(ofTemplate[key])))
        {
            result[key] = ofType[key]!.DeepClone();
        }

        return result;
    }

    private static bool IsNoOperation(JObject operation) =>
        (string?)operation["implementation"] is "" && operation["inputs"] is JObject { Count: 0 }
        && Settings.All(key => DslToken.IsNull(operation[key]));

    private static JObject MergeInputs(JObject schema, JObject values)
    {
        var result = PropertyValues.Defaults(schema);
        foreach (var value in values.Properties())
        {
            result[value.Name] = value.Value.DeepClone();
        }

        foreach (var typed in schema.Properties().Where(p => p.Value["type"] is not null))
        {
            if (result[typed.Name] is JObject map)
            {
                map["type"] = typed.Value["type"]!.DeepClone();
            }
        }

        var missing = schema.Properties().Select(p => p.Name).Where(name => result[name] is null).ToList();
        return missing.Count switch
        {
            0 => result,
            1 => throw new DslException($"Input '{missing[0]}' is missing a value"),
            _ => throw new DslException(
                $"Inputs {string.Join(", ", missing.Select(m => $"'{m}'"))} are missing a value"),
        };
    }
}
