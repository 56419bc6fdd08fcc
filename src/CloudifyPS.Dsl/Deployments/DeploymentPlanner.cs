using CloudifyPS.Dsl.Functions;
using CloudifyPS.Dsl.Planning;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Deployments;

/// <summary>Plans deployments of a blueprint, and changes of how many instances their nodes have.</summary>
internal static class DeploymentPlanner
{
    /// <summary>The attributes of a row's owner, which new instances have of their node.</summary>
    private static readonly string[] OwnerAttributes =
        ["visibility", "deployment_id", "tenant_name", "created_by", "resource_availability", "private_resource"];

    /// <summary>What a new deployment has.</summary>
    /// <param name="plan">The blueprint's plan; it is not changed.</param>
    /// <param name="inputs">The given inputs.</param>
    /// <param name="secretExists">Whether the tenant has a secret.</param>
    /// <param name="random">Gives the ids of the instances.</param>
    /// <param name="runtimeOnlyEvaluation">Leave all functions to the time when they are read.</param>
    /// <exception cref="DslException">Inputs are missing, unknown or wrong, or a secret is not there.</exception>
    public static DeploymentPlan Create(
        JObject plan, JObject? inputs, Func<string, bool> secretExists, Random random, bool runtimeOnlyEvaluation = false)
    {
        var evaluated = (JObject)plan.DeepClone();
        var values = ReadInputs(plan, inputs ?? []);
        evaluated["inputs"] = values;
        PlanFunctions.Evaluate(evaluated, runtimeOnlyEvaluation);
        var missing = PlanFunctions.FindSecrets(evaluated).Where(secret => !secretExists(secret)).ToList();
        if (missing.Count > 0)
        {
            throw new DslException(
                DslError.UnknownSecret, $"Required secrets: [{string.Join(", ", missing)}] don't exist in this tenant");
        }

        var nodes = evaluated["nodes"]!.Cast<JObject>().Select(ToRow).ToList();
        var graph = new InstanceGraph(nodes, (JObject)evaluated["scaling_groups"]!, random);
        graph.Build();
        var instances = graph.Instances().Select(instance => ToRow(instance, null)).ToList();
        foreach (var node in nodes)
        {
            node["actual_number_of_instances"] = instances.Count(i => (string?)i["node_id"] == (string?)node["id"]);
        }

        return new DeploymentPlan { Plan = evaluated, Inputs = values, Nodes = nodes, NodeInstances = instances };
    }

    /// <summary>Which instances come and go when nodes or scaling groups get another number of instances.</summary>
    /// <param name="nodes">Rows of the deployment's nodes.</param>
    /// <param name="instances">Rows of its node instances.</param>
    /// <param name="scalingGroups">The deployment's scaling groups.</param>
    /// <param name="modified">
    /// By node or group: <c>instances</c>, and optionally <c>removed_ids_include_hint</c>, <c>removed_ids_exclude_hint</c>.
    /// </param>
    /// <param name="random">Gives the ids of new instances.</param>
    /// <returns>
    /// <c>added_and_related</c>, <c>extended_and_related</c>, <c>removed_and_related</c>, <c>reduced_and_related</c>: rows of
    /// instances, the ones that change with a <c>modification</c>.
    /// </returns>
    public static JObject Modify(
        IReadOnlyList<JObject> nodes, IReadOnlyList<JObject> instances, JObject scalingGroups, JObject modified,
        Random random)
    {
        var graph = new InstanceGraph(nodes, scalingGroups, random);
        graph.Build(instances, modified);
        var before = instances.ToDictionary(i => (string)i["id"]!);
        var after = graph.Instances().Select(i => before.TryGetValue((string)i["id"]!, out var old)
            ? WithRelationships(old, i["relationships"]!)
            : ToRow(i, nodes.First(n => (string?)n["id"] == (string?)i["node_id"]))).ToDictionary(i => (string)i["id"]!);
        return new JObject
        {
            ["added_and_related"] = Difference(after, before, "added"),
            ["extended_and_related"] = Changed(after, before, "extended"),
            ["removed_and_related"] = Difference(before, after, "removed"),
            ["reduced_and_related"] = Changed(before, after, "reduced"),
        };
    }

    /// <summary>The values of a deployment's inputs: given ones, defaults, and null for those that need none.</summary>
    private static JObject ReadInputs(JObject plan, JObject given)
    {
        var definitions = (JObject)plan["inputs"]!;
        var unknown = given.Properties().Select(p => p.Name).Where(name => definitions[name] is null).ToList();
        if (unknown.Count > 0)
        {
            throw new DslException(
                DslError.UnknownInput, $"Cannot create deployment - unknown inputs: {string.Join(", ", unknown)}");
        }

        var schema = PropertySchema.OfPlan(plan);
        var values = new JObject();
        var missing = new List<string>();
        foreach (var input in definitions.Properties())
        {
            var definition = (JObject)input.Value;
            var value = given[input.Name] ?? (DslToken.IsNull(definition["default"]) ? null : definition["default"])
                ?? DefaultOfType(schema, definition, input.Name);
            if (value is not null)
            {
                InputConstraint.Validate(input.Name, definition, value);
                values[input.Name] = ParseInput(schema, value, definition, input.Name);
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

    private static JToken ParseInput(PropertySchema schema, JToken value, JObject definition, string name)
    {
        try
        {
            return schema.ParseValue(value, (string?)definition["type"], SchemaMessages.Input, name, []);
        }
        catch (DslException e)
        {
            throw new DslException(DslError.InvalidInput, e.Message);
        }
    }

    /// <summary>A data type may have defaults for all that it needs.</summary>
    private static JToken? DefaultOfType(PropertySchema schema, JObject definition, string name)
    {
        if ((string?)definition["type"] is not { } type || PropertySchema.Primitives.Contains(type))
        {
            return null;
        }

        try
        {
            var value = schema.ParseValue(new JObject(), type, SchemaMessages.Input, name, []);
            return value.HasValues ? value : null;
        }
        catch (DslException)
        {
            return null;
        }
    }

    private static JObject ToRow(JObject node)
    {
        var scaling = node["capabilities"]!["scalable"]!["properties"]!;
        return new JObject
        {
            ["id"] = node["id"]!.DeepClone(),
            ["deploy_number_of_instances"] = scaling["default_instances"]!.DeepClone(),
            ["host_id"] = node["host_id"]?.DeepClone() ?? JValue.CreateNull(),
            ["max_number_of_instances"] = scaling["max_instances"]!.DeepClone(),
            ["min_number_of_instances"] = scaling["min_instances"]!.DeepClone(),
            ["number_of_instances"] = scaling["current_instances"]!.DeepClone(),
            ["planned_number_of_instances"] = scaling["planned_instances"]!.DeepClone(),
            ["plugins"] = node["plugins"]!.DeepClone(),
            ["plugins_to_install"] = node["plugins_to_install"]?.DeepClone() ?? JValue.CreateNull(),
            ["properties"] = node["properties"]!.DeepClone(),
            ["relationships"] = new JArray(node["relationships"]!.Select(r => new JObject(
                new[] { "target_id", "type", "type_hierarchy", "properties", "source_operations", "target_operations" }
                    .Select(key => new JProperty(key, r[key]!.DeepClone()))))),
            ["operations"] = node["operations"]!.DeepClone(),
            ["type"] = node["type"]!.DeepClone(),
            ["type_hierarchy"] = node["type_hierarchy"]!.DeepClone(),
            ["drifted_instances"] = 0,
            ["unavailable_instances"] = 0,
            ["actual_number_of_instances"] = 0,
            ["actual_planned_number_of_instances"] = 0,
        };
    }

    private static JObject ToRow(JObject instance, JObject? node)
    {
        var row = new JObject
        {
            ["id"] = instance["id"],
            ["host_id"] = instance["host_id"] ?? JValue.CreateNull(),
            ["index"] = instance["index"],
            ["relationships"] = instance["relationships"],
            ["runtime_properties"] = new JObject(),
            ["system_properties"] = JValue.CreateNull(),
            ["scaling_groups"] = instance["scaling_groups"],
            ["state"] = "uninitialized",
            ["version"] = 1,
            ["has_configuration_drift"] = false,
            ["is_status_check_ok"] = false,
            ["node_id"] = instance["node_id"],
        };
        foreach (var attribute in OwnerAttributes.Where(a => node?[a] is not null))
        {
            row[attribute] = node![attribute]!.DeepClone();
        }

        return row;
    }

    private static JObject WithRelationships(JObject row, JToken relationships)
    {
        var result = (JObject)row.DeepClone();
        result["relationships"] = relationships;
        return result;
    }

    /// <summary>What is only in one of both, with what is related to it.</summary>
    private static JArray Difference(Dictionary<string, JObject> these, Dictionary<string, JObject> others, string modification)
    {
        var result = new Dictionary<string, JObject>();
        foreach (var own in these.Where(i => !others.ContainsKey(i.Key)))
        {
            var row = (JObject)own.Value.DeepClone();
            row["modification"] = modification;
            result[own.Key] = row;
        }

        var changed = result.Keys.ToList();
        foreach (var related in these.Where(i => others.ContainsKey(i.Key)))
        {
            var relationships = related.Value["relationships"]!.Where(r => changed.Contains((string)r["target_id"]!)).ToList();
            var isTarget = changed.Any(id => these[id]["relationships"]!.Any(r => (string?)r["target_id"] == related.Key));
            if (relationships.Count > 0 || isTarget)
            {
                result[related.Key] = WithRelationships(related.Value, new JArray(relationships));
            }
        }

        return new JArray(result.Values);
    }

    /// <summary>What is in both and has relationships that the other has not, with their targets.</summary>
    private static JArray Changed(Dictionary<string, JObject> these, Dictionary<string, JObject> others, string modification)
    {
        var result = new Dictionary<string, JObject>();
        foreach (var own in these.Where(i => others.ContainsKey(i.Key)))
        {
            var known = others[own.Key]["relationships"]!.Select(r => (string)r["target_id"]!).ToList();
            var changed = own.Value["relationships"]!.Where(r => !known.Contains((string)r["target_id"]!)).ToList();
            if (changed.Count == 0)
            {
                continue;
            }

            result[own.Key] = WithRelationships(own.Value, new JArray(changed));
            result[own.Key]["modification"] = modification;
            foreach (var target in changed.Select(r => (string)r["target_id"]!)
                .Where(t => others.ContainsKey(t) && !result.ContainsKey(t)))
            {
                result[target] = WithRelationships(these[target], new JArray());
            }
        }

        return new JArray(result.Values);
    }
}
