using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Deployments;

/// <summary>
/// The content of a new deployment, in the form of the REST API. The attributes of its owner are left out: ids of the
/// deployment and blueprint, tenant, visibility, creator.
/// </summary>
internal sealed class DeploymentPlan
{
    /// <summary>Gets the evaluated plan.</summary>
    public required JObject Plan { get; init; }

    public required JObject Inputs { get; init; }

    public required IReadOnlyList<JObject> Nodes { get; init; }

    public required IReadOnlyList<JObject> NodeInstances { get; init; }

    public JObject Outputs => Part("outputs");

    public JObject Capabilities => Part("capabilities");

    /// <summary>Gets the workflows by name: <c>plugin</c>, <c>operation</c>, <c>parameters</c>, ...</summary>
    public JObject Workflows => Part("workflows");

    public JObject Groups => Part("groups");

    public JObject PolicyTypes => Part("policy_types");

    public JObject PolicyTriggers => Part("policy_triggers");

    public JObject ScalingGroups => Part("scaling_groups");

    public JObject ResourceTags => Part("resource_tags");

    /// <summary>Gets the labels by key: <c>values</c>.</summary>
    public JObject Labels => Part("labels");

    public JObject Settings => Part("deployment_settings");

    public string? Description => (string?)Plan["description"];

    private JObject Part(string name) => Plan[name] as JObject ?? [];
}
