using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Finds the plugin and function that run an operation or a workflow.</summary>
internal sealed class OperationPlanner(MergedBlueprint blueprint, JObject plugins)
{
    private readonly Dictionary<SharedJson, JRaw> _shared = [];
    private readonly Dictionary<JObject, JRaw> _operations = [];

    /// <summary>Plans operations by their full name and, if it is unambiguous, by their short name.</summary>
    /// <param name="interfaces">The parsed interfaces.</param>
    /// <param name="where">Describes their owner, for errors.</param>
    /// <param name="element">The owner, for errors.</param>
    /// <param name="path">The path of the owner.</param>
    public JToken Plan(JToken interfaces, string where, JToken? element, string path)
    {
        if (SharedJson.Of(interfaces) is not { } shared)
        {
            return PlanAll((JObject)interfaces, where, element, path);
        }

        if (!_shared.TryGetValue(shared, out var planned))
        {
            _shared[shared] = planned = SharedJson.Create(PlanAll(shared.Content, where, element, path));
        }

        return planned;
    }

    private JObject PlanAll(JObject interfaces, string where, JToken? element, string path)
    {
        var result = new JObject();
        var ambiguous = new HashSet<string>();
        foreach (var entry in interfaces.Properties())
        {
            foreach (var operation in ((JObject)entry.Value).Properties())
            {
                var content = SharedJson.Map(operation.Value)!;
                if (!_operations.TryGetValue(content, out var planned))
                {
                    _operations[content] = planned = SharedJson.Create(Plan(
                        operation.Name, content, false, $"In interface '{entry.Name}' {where}", element, path));
                }

                if (result[operation.Name] is not null || ambiguous.Contains(operation.Name))
                {
                    result.Remove(operation.Name);
                    ambiguous.Add(operation.Name);
                }
                else
                {
                    result[operation.Name] = planned;
                }

                result[entry.Name + "." + operation.Name] = planned;
            }
        }

        return result;
    }

    public JObject PlanWorkflow(string name, JObject workflow, JToken element, string path) =>
        Plan(name, workflow, true, "", element, path);

    private JObject Plan(
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
            return PlanScript(name, mapping, payload, content, isWorkflow, isInline, types);
        }

        var kind = isWorkflow ? "workflow" : "operation";
        switch (candidates.Count)
        {
            case 0:
                throw DslToken.Fail(
                    $"Could not extract plugin or a script resource is not found from {kind} mapping/script-path "
                    + $"'{mapping}', which is declared for {kind} '{name}'.{where}", element, path);
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

    private JObject PlanScript(
        string name, string script, JObject payload, JObject content, bool isWorkflow, bool isInline, JObject types)
    {
        var kind = isWorkflow ? "workflow" : "operation";
        if (payload["script_path"] is not null || payload["script_source"] is not null)
        {
            throw new DslException($"Cannot define 'script_path' property in '{script}' for {kind} '{name}'");
        }

        var function = isWorkflow ? "script_runner.tasks.execute_workflow" : "script_runner.tasks.run";
        var plugin = plugins.Properties().Select(p => p.Name)
            .FirstOrDefault(p => p.EndsWith("script", StringComparison.Ordinal))
            ?? throw new DslException(
                $"Script plugin is not defined but it is required for mapping '{function}' of {kind} '{name}'");
        var inputs = (JObject)payload.DeepClone();
        inputs[isInline ? "script_source" : "script_path"] = isWorkflow
            ? new JObject
            {
                ["default"] = script,
                ["description"] = "Workflow script executed by the script plugin",
            }
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
        ["availability_rules"] = content["availability_rules"]?.DeepClone(),
    };

    private static JObject Operation(
        string plugin, string function, JObject payload, JObject? content, JObject types,
        JToken? defaultExecutor = null)
    {
        var executor = content?["executor"];
        var result = new JObject
        {
            ["plugin"] = plugin,
            ["operation"] = function,
            ["executor"] = (DslToken.IsNull(executor) ? defaultExecutor : executor)?.DeepClone(),
            ["inputs"] = payload.DeepClone(),
            ["has_intrinsic_functions"] = false,
            ["max_retries"] = content?["max_retries"]?.DeepClone(),
            ["retry_interval"] = content?["retry_interval"]?.DeepClone(),
            ["timeout"] = content?["timeout"]?.DeepClone(),
            ["timeout_recoverable"] = content?["timeout_recoverable"]?.DeepClone(),
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
