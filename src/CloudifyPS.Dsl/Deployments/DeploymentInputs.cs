using CloudifyPS.Dsl.Planning;
using CloudifyPS.Dsl.Types;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Deployments;

/// <summary>Checks the inputs of a new deployment and completes them with defaults.</summary>
internal static class DeploymentInputs
{
    /// <param name="plan">The plan of the blueprint.</param>
    /// <param name="given">The given inputs.</param>
    /// <returns>The values of all inputs; null for those that are optional and have no default.</returns>
    public static JObject Read(JObject plan, JObject given)
    {
        var definitions = (JObject)plan["inputs"]!;
        var unknown = given.Properties().Select(p => p.Name).Where(name => definitions[name] is null).ToList();
        if (unknown.Count > 0)
        {
            throw new DslException(
                DslError.UnknownInput, $"Cannot create deployment - unknown inputs: {string.Join(", ", unknown)}");
        }

        var types = new PropertyValues(plan["data_types"] as JObject ?? []);
        var values = new JObject();
        var missing = new List<string>();
        foreach (var input in definitions.Properties())
        {
            var definition = (JObject)input.Value;
            var value = given[input.Name] ?? (DslToken.IsNull(definition["default"]) ? null : definition["default"])
                ?? DefaultOfType(types, definition, input.Name);
            if (value is not null)
            {
                Validate(input.Name, definition, value);
                values[input.Name] = Parse(types, value, definition, input.Name);
            }
            else if (definition["required"] is JValue { Value: false })
            {
                values[input.Name] = JValue.CreateNull();
            }
            else
            {
                missing.Add(input.Name);
            }
        }

        return missing.Count == 0
            ? values
            : throw new DslException(DslError.MissingInput, $"missing inputs: {string.Join(", ", missing)}");
    }

    private static void Validate(string name, JObject definition, JToken value)
    {
        try
        {
            InputConstraint.Validate(name, definition, value);
        }
        catch (DslException error) when (error.Error == DslError.ViolatedConstraint)
        {
            throw new DslException(error.Error, "dsl_parser.exceptions.ConstraintException: " + error.Message);
        }
    }

    private static JToken Parse(PropertyValues types, JToken value, JObject definition, string name)
    {
        try
        {
            return types.Parse(value, (string?)definition["type"], SchemaMessages.Input, name, []);
        }
        catch (DslException e)
        {
            throw new DslException(DslError.InvalidInput, e.Message);
        }
    }

    /// <summary>Creates the value of a data type whose properties all have defaults; null for other types.</summary>
    private static JToken? DefaultOfType(PropertyValues types, JObject definition, string name)
    {
        if ((string?)definition["type"] is not { } type || PrimitiveTypes.Contains(type))
        {
            return null;
        }

        try
        {
            var value = types.Parse(new JObject(), type, SchemaMessages.Input, name, []);
            return value.HasValues ? value : null;
        }
        catch (DslException)
        {
            return null;
        }
    }
}
