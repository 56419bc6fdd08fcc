using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Parses the interfaces of types and templates.</summary>
internal sealed class InterfaceParser(DslVersion version, PropertySchema schema)
{
    private static readonly string[] Keys =
        ["implementation", "inputs", "executor", "max_retries", "retry_interval", "timeout", "timeout_recoverable"];

    private static readonly string[] Executors = [PluginPlanner.CentralAgent, PluginPlanner.HostAgent];

    /// <param name="owner">The type or template.</param>
    /// <param name="name">The key of the interfaces, for example <c>source_interfaces</c>.</param>
    /// <param name="path">The path of the owner.</param>
    /// <param name="isType">Whether the inputs of operations are declarations; in templates they are values.</param>
    public JObject Parse(JObject owner, string name, string path, bool isType)
    {
        var result = new JObject();
        foreach (var entry in DslToken.Map(owner, name, path).Properties())
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
                $"Operation '{interfaceName}.{operation.Name}' has an illegal executor value '{executor}'. valid values "
                + $"are [{string.Join(",", Executors)}]", definition["executor"], path + ".executor");
        }

        version.Require(1, definition["max_retries"], "max_retries", path + ".max_retries");
        version.Require(1, definition["retry_interval"], "retry_interval", path + ".retry_interval");
        CheckNumber(
            definition, "max_retries", path, -1, "either -1 to specify unlimited retries or a non negative number");
        CheckNumber(definition, "retry_interval", path, 0, "a non-negative number");
        CheckNumber(definition, "timeout", path, 0, "a non-negative number");
        var inputs = DslToken.Map(definition, "inputs", path);
        var result = new JObject
        {
            ["implementation"] = DslToken.AsText(definition["implementation"], path + ".implementation") ?? "",
            ["inputs"] = isType ? schema.ParseParameters(inputs, path + ".inputs") : inputs.DeepClone(),
        };
        foreach (var key in Keys.Skip(2))
        {
            result[key] = definition[key]?.DeepClone();
        }

        return result;
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
}
