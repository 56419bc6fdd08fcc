using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>What intrinsic functions see of a deployment while it lives.</summary>
internal interface IFunctionContext
{
    /// <summary>The deployment's inputs.</summary>
    JObject Inputs { get; }

    /// <summary>A node of the deployment, as on the wire; null when there is none.</summary>
    JObject? FindNode(string nodeId);

    /// <summary>The instances of a node, as on the wire.</summary>
    IReadOnlyList<JObject> FindNodeInstances(string nodeId);

    JObject? FindNodeInstance(string nodeInstanceId);

    /// <summary>A secret's value; null when there is none.</summary>
    string? FindSecret(string key);

    /// <summary>An evaluated capability of another deployment of the tenant.</summary>
    /// <exception cref="DslException">There is no such deployment or capability.</exception>
    JToken GetCapability(string deploymentId, string capability);

    /// <summary>An evaluated capability of the deployment's environment, the one that its parent label names.</summary>
    /// <exception cref="DslException">There is no environment or capability.</exception>
    JToken GetEnvironmentCapability(string capability);

    /// <summary>The values of a label of the deployment, oldest first; empty when it has none.</summary>
    IReadOnlyList<string> FindLabel(string key);

    /// <summary>For example tenant and name, deployment and id, name, blueprint, owner.</summary>
    string? FindSystemValue(string entity, string property);
}
