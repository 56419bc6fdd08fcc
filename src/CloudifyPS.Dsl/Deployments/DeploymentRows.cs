using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Deployments;

/// <summary>Creates nodes and node instances in the form of the REST API.</summary>
internal static class DeploymentRows
{
    /// <summary>The attributes that the instances of a node share with it.</summary>
    private static readonly string[] OwnerAttributes =
        ["visibility", "deployment_id", "tenant_name", "created_by", "resource_availability", "private_resource"];

    private static readonly string[] RelationshipAttributes =
        ["target_id", "type", "type_hierarchy", "properties", "source_operations", "target_operations"];

    /// <summary>Creates a node.</summary>
    /// <param name="node">The node of the plan.</param>
    public static JObject OfNode(JObject node)
    {
        var scaling = node["capabilities"]!["scalable"]!["properties"]!;
        return new JObject
        {
            ["id"] = node["id"]!.DeepClone(),
            ["deploy_number_of_instances"] = scaling["default_instances"]!.DeepClone(),
            ["host_id"] = node["host_id"]?.DeepClone(),
            ["max_number_of_instances"] = scaling["max_instances"]!.DeepClone(),
            ["min_number_of_instances"] = scaling["min_instances"]!.DeepClone(),
            ["number_of_instances"] = scaling["current_instances"]!.DeepClone(),
            ["planned_number_of_instances"] = scaling["planned_instances"]!.DeepClone(),
            ["plugins"] = node["plugins"]!.DeepClone(),
            ["plugins_to_install"] = node["plugins_to_install"]?.DeepClone(),
            ["properties"] = node["properties"]!.DeepClone(),
            ["relationships"] = new JArray(node["relationships"]!.Select(r => new JObject(
                RelationshipAttributes.Select(key => new JProperty(key, r[key]!.DeepClone()))))),
            ["operations"] = node["operations"]!.DeepClone(),
            ["type"] = node["type"]!.DeepClone(),
            ["type_hierarchy"] = node["type_hierarchy"]!.DeepClone(),
            ["drifted_instances"] = 0,
            ["unavailable_instances"] = 0,
            ["actual_number_of_instances"] = 0,
            ["actual_planned_number_of_instances"] = 0,
        };
    }

    /// <summary>Creates a node instance.</summary>
    /// <param name="instance">The instance, as <see cref="InstanceGraph.Instances"/> returns it.</param>
    /// <param name="node">The existing node; null for a new deployment.</param>
    public static JObject OfInstance(JObject instance, JObject? node)
    {
        var row = new JObject
        {
            ["id"] = instance["id"],
            ["host_id"] = instance["host_id"],
            ["index"] = instance["index"],
            ["relationships"] = instance["relationships"],
            ["runtime_properties"] = new JObject(),
            ["system_properties"] = null,
            ["scaling_groups"] = instance["scaling_groups"],
            ["state"] = "uninitialized",
            ["version"] = 1,
            ["has_configuration_drift"] = false,
            ["is_status_check_ok"] = false,
            ["node_id"] = instance["node_id"],
        };
        foreach (var attribute in OwnerAttributes.Where(attribute => node?[attribute] is not null))
        {
            row[attribute] = node![attribute]!.DeepClone();
        }

        return row;
    }

    /// <summary>Copies a node instance with other relationships.</summary>
    public static JObject WithRelationships(JObject row, JToken relationships)
    {
        var result = (JObject)row.DeepClone();
        result["relationships"] = relationships;
        return result;
    }
}
