using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Interfaces and their operations: parsing, inheritance, and what runs them.</summary>
internal sealed class OperationPlanner(MergedBlueprint blueprint, PropertySchema schema, JObject plugins)
{
    private static readonly string[] Keys =
        ["implementation", "inputs", "executor", "max_retries", "retry_interval", "timeout", "timeout_recoverable"];

    private static readonly string[] Executors = ["central_deployment_agent", "host_agent"];

    /// <summary>Interfaces as they stand in a type or a template.</summary>
    /// <param name="owner">The type or template.</param>
    /// <param name="name">Which interfaces of it.</param>
    /// <param name="path">The owner's path.</param>
    /// <param name="isType">In types inputs are schemas, in templates values.</param>
    public JObject Parse(JObject owner, string name, string path, bool isType)
    {
        var result = new JObject();
        var interfaces = DslToken.Map(owner, name, path);
        foreach (var entry in interfaces.Properties())
        {
            var operations = new JObject();
            var own = $"{path}.{name}.{entry.Name}";
            foreach (var operation in (DslToken.AsMap(entry.Value, own) ?? []).Properties())
            {
                operations[operation.Name] = ParseOperation(operation, entry.Name, own + "." + operation.Name, isType);
            }

            result[entry.Name] = operations;
        }

        return result;
    }

    /// <summary>A type's interfaces with those inherited.</summary>
    public static JObject Inherit(JObject inherited, JObject own) =>
        Merge(inherited, own, (theirs, mine) => mine ?? theirs!);

    /// <summary>A template's interfaces with those of its type.</summary>
    public static JObject Instantiate(JObject ofType, JObject ofTemplate) => Merge(ofType, ofTemplate, InstantiateOperation);

    /// <summary>What runs each operation, by its full name and, when that is unambiguous, its short name.</summary>
    public JObject Process(JObject interfaces, string where, JToken? element, string path)
    {
        var result = new JObject();
        var ambiguous = new HashSet<string>();
        foreach (var entry in interfaces.Properties())
        {
            foreach (var operation in ((JObject)entry.Value).Properties())
            {
                var processed = Process(
                    operation.Name, (JObject)operation.Value, false, $"In interface '{entry.Name}' {where}", element, path);
                if (result[operation.Name] is not null || ambiguous.Contains(operation.Name))
                {
                    result.Remove(operation.Name);
                    ambiguous.Add(operation.Name);
                }
                else
                {
                    result[operation.Name] = processed;
                }

                result[entry.Name + "." + operation.Name] = processed.DeepClone();
            }
        }

        return result;
    }

    public JObject ProcessWorkflow(string name, JObject workflow, JToken element, string path) =>
        Process(name, workflow, true, "", element, path);

    private static JObject Merge(JObject inherited, JObject own, Func<JObject?, JObject?, JObject> merge)
    {
        var result = new JObject();
        foreach (var name in Names(inherited, own))
        {
            var theirs = inherited[name] as JObject ?? [];
            var mine = own[name] as JObject ?? [];
            var operations = new JObject();
            foreach (var operation in Names(theirs, mine))
            {
                operations[operation] = merge(theirs[operation] as JObject, mine[operation] as JObject).DeepClone();
            }

            result[name] = operations;
        }

        return result;
    }

    private static IEnumerable<string> Names(JObject first, JObject second) =>
        first.Properties().Concat(second.Properties()).Select(p => p.Name).Distinct();

    private static JObject InstantiateOperation(JObject? ofType, JObject? ofTemplate)
    {
        if (ofType is null)
        {
            return ofTemplate!;
        }

        if (ofTemplate is null)
        {
            var inherited = (JObject)ofType.DeepClone();
            inherited["inputs"] = MergeInputs((JObject)ofType["inputs"]!, []);
            return inherited;
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
        foreach (var key in Keys.Skip(2).Where(key => DslToken.IsNull(ofTemplate[key])))
        {
            result[key] = ofType[key]!.DeepClone();
        }

        return result;
    }

    private static bool IsNoOperation(JObject operation) =>
        (string?)operation["implementation"] is "" && operation["inputs"] is JObject { Count: 0 }
        && Keys.Skip(2).All(key => DslToken.IsNull(operation[key]));

    private static JObject MergeInputs(JObject schema, JObject values)
    {
        var result = PropertySchema.Defaults(schema);
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
            _ => throw new DslException($"Inputs {string.Join(", ", missing.Select(m => $"'{m}'"))} are missing a value"),
        };
    }

    private JObject ParseOperation(JProperty operation, string interfaceName, string path, bool isType)
    {
        var definition = new JObject();
        if (operation.Value is JValue { Value: string implementation })
        {
            definition["implementation"] = implementation;
        }
        else if (!DslToken.IsNull(operation.Value))
        {
            definition = DslToken.AsMap(operation.Value, path)!;
            DslToken.CheckKeys(definition, path, Keys);
        }

        if (DslToken.AsText(definition["executor"], path + ".executor") is { } executor && !Executors.Contains(executor))
        {
            throw DslToken.Fail(
                $"Operation '{interfaceName}.{operation.Name}' has an illegal executor value '{executor}'. valid values are "
                + $"[{string.Join(",", Executors)}]", definition["executor"], path + ".executor");
        }

        blueprint.Version.Require(1, definition["max_retries"], "max_retries", path + ".max_retries");
        blueprint.Version.Require(1, definition["retry_interval"], "retry_interval", path + ".retry_interval");
        CheckNumber(definition, "max_retries", path, -1, "either -1 to specify unlimited retries or a non negative number");
        CheckNumber(definition, "retry_interval", path, 0, "a non-negative number");
        CheckNumber(definition, "timeout", path, 0, "a non-negative number");
        var inputs = DslToken.Map(definition, "inputs", path);
        return new JObject
        {
            ["implementation"] = DslToken.AsText(definition["implementation"], path + ".implementation") ?? "",
            ["inputs"] = isType ? schema.ParseParameters(inputs, path + ".inputs") : inputs.DeepClone(),
            ["executor"] = Copy(definition["executor"]),
            ["max_retries"] = Copy(definition["max_retries"]),
            ["retry_interval"] = Copy(definition["retry_interval"]),
            ["timeout"] = Copy(definition["timeout"]),
            ["timeout_recoverable"] = Copy(definition["timeout_recoverable"]),
        };
    }

    private static void CheckNumber(JObject definition, string name, string path, int minimum, string allowed)
    {
        if (definition[name] is not { } value || DslToken.IsNull(value))
        {
            return;
        }

        if (value.Type is not (JTokenType.Integer or JTokenType.Float))
        {
            throw DslToken.Unexpected("integer", value, path + "." + name);
        }

        if ((double)value < minimum)
        {
            throw new DslException($"'{name}' value must be {allowed} but got {PythonValue.Str(value)}.");
        }
    }

    private static JToken Copy(JToken? value) => value?.DeepClone() ?? JValue.CreateNull();

    private JObject Process(
        string name, JObject content, bool isWorkflow, string where, JToken? element, string path)
    {
        var mapping = (string)content[isWorkflow ? "mapping" : "implementation"]!;
        var payload = (JObject)content[isWorkflow ? "parameters" : "inputs"]!;
        if (mapping.Length == 0)
        {
            return Operation("", "", payload: [], content: null, types: []);
        }

        var types = new JObject(payload.Properties().Where(p => p.Value is JObject map && map["type"] is not null)
            .Select(p => new JProperty(p.Name, p.Value["type"]!.DeepClone())));
        var candidates = plugins.Properties().Select(p => p.Name)
            .Where(p => mapping.StartsWith(p + ".", StringComparison.Ordinal)).ToList();
        var isFile = IsUrl(mapping) || blueprint.HasFile(DslNamespace.Strip(mapping));
        var isInline = !isFile && mapping.Trim().IndexOf('\n') >= 0;
        var isRemote = candidates.Count == 0 && DslNamespace.Of(mapping) is { } ns
            && blueprint.Content["namespaces_mapping"]![ns] is not null;
        if (isFile || isInline || isRemote)
        {
            return ProcessScript(name, mapping, payload, content, isWorkflow, isInline, types);
        }

        var kind = isWorkflow ? "workflow" : "operation";
        switch (candidates.Count)
        {
            case 0:
                throw DslToken.Fail(
                    $"Could not extract plugin or a script resource is not found from {kind} mapping/script-path '{mapping}', which "
                    + $"is declared for {kind} '{name}'.{where}", element, path);
            case > 1:
                throw new DslException(
                    $"Ambiguous operation mapping. [operation={name}, plugins={PythonValue.Repr(candidates)}]");
        }

        var plugin = candidates[0];
        var function = mapping.Substring(plugin.Length + 1);
        return isWorkflow
            ? Workflow(plugin, function, payload, content)
            : Operation(plugin, function, payload, content, types, plugins[plugin]!["executor"]);
    }

    private JObject ProcessScript(
        string name, string script, JObject payload, JObject content, bool isWorkflow, bool isInline, JObject types)
    {
        if (payload["script_path"] is not null || payload["script_source"] is not null)
        {
            throw new DslException(
                $"Cannot define 'script_path' property in '{script}' for {(isWorkflow ? "workflow" : "operation")} '{name}'");
        }

        var function = isWorkflow ? "script_runner.tasks.execute_workflow" : "script_runner.tasks.run";
        var plugin = plugins.Properties().Select(p => p.Name).FirstOrDefault(p => p.EndsWith("script", StringComparison.Ordinal))
            ?? throw new DslException(
                $"Script plugin is not defined but it is required for mapping '{function}' of "
                + $"{(isWorkflow ? "workflow" : "operation")} '{name}'");
        var inputs = (JObject)payload.DeepClone();
        inputs[isInline ? "script_source" : "script_path"] = isWorkflow
            ? new JObject { ["default"] = script, ["description"] = "Workflow script executed by the script plugin" }
            : script;
        return isWorkflow
            ? Workflow(plugin, function, inputs, content)
            : Operation(plugin, function, inputs, content, types, "auto");
    }

    private static JObject Workflow(string plugin, string function, JObject parameters, JObject content) => new()
    {
        ["plugin"] = plugin,
        ["operation"] = function,
        ["parameters"] = parameters.DeepClone(),
        ["is_cascading"] = content["is_cascading"]?.DeepClone() ?? false,
        ["availability_rules"] = Copy(content["availability_rules"]),
    };

    private static JObject Operation(
        string plugin, string function, JObject payload, JObject? content, JObject types, JToken? defaultExecutor = null)
    {
        var executor = content?["executor"];
        var result = new JObject
        {
            ["plugin"] = plugin,
            ["operation"] = function,
            ["executor"] = Copy(DslToken.IsNull(executor) ? defaultExecutor : executor),
            ["inputs"] = payload.DeepClone(),
            ["has_intrinsic_functions"] = false,
            ["max_retries"] = Copy(content?["max_retries"]),
            ["retry_interval"] = Copy(content?["retry_interval"]),
            ["timeout"] = Copy(content?["timeout"]),
            ["timeout_recoverable"] = Copy(content?["timeout_recoverable"]),
        };
        if (types.Count > 0)
        {
            result["inputs_types"] = types;
        }

        return result;
    }

    private static bool IsUrl(string text)
    {
        var colon = text.IndexOf(':');
        return colon > 0 && char.IsLetter(text[0])
            && text.Take(colon).All(c => char.IsLetterOrDigit(c) || c is '+' or '-' or '.');
    }
}
