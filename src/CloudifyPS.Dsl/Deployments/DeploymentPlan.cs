using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Deployments;

/// <summary>What a deployment starts with. All in wire shape, but for the attributes of its owner (ids of deployment and
/// blueprint, tenant, visibility and who created it), which the API knows.</summary>
internal sealed class DeploymentPlan
{
    /// <summary>The whole evaluated plan.</summary>
    public required JObject Plan { get; init; }

    public required JObject Inputs { get; init; }

    /// <summary>Rows of nodes.</summary>
    public required IReadOnlyList<JObject> Nodes { get; init; }

    /// <summary>Rows of node instances.</summary>
    public required IReadOnlyList<JObject> NodeInstances { get; init; }

    public JObject Outputs => Part("outputs");

    public JObject Capabilities => Part("capabilities");

    /// <summary>By name: <c>plugin</c>, <c>operation</c>, <c>parameters</c>, ...</summary>
    public JObject Workflows => Part("workflows");

    public JObject Groups => Part("groups");

    public JObject PolicyTypes => Part("policy_types");

    public JObject PolicyTriggers => Part("policy_triggers");

    public JObject ScalingGroups => Part("scaling_groups");

    public JObject ResourceTags => Part("resource_tags");

    /// <summary>By key: <c>values</c>.</summary>
    public JObject Labels => Part("labels");

    public JObject Settings => Part("deployment_settings");

    public string? Description => (string?)Plan["description"];

    private JObject Part(string name) => Plan[name] as JObject ?? [];
}
