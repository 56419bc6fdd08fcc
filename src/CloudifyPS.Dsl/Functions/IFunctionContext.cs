using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Provides what the intrinsic functions of a deployment read.</summary>
internal interface IFunctionContext
{
    /// <summary>Gets the inputs of the deployment.</summary>
    JObject Inputs { get; }

    /// <summary>Finds a node, in the form of the REST API; null if there is none.</summary>
    JObject? FindNode(string nodeId);

    /// <summary>Finds the instances of a node, in the form of the REST API.</summary>
    IReadOnlyList<JObject> FindNodeInstances(string nodeId);

    JObject? FindNodeInstance(string nodeInstanceId);

    /// <summary>Finds the value of a secret; null if there is none.</summary>
    string? FindSecret(string key);

    /// <summary>Finds the value of another deployment's capability, with functions, and that deployment.</summary>
    /// <exception cref="DslException">The deployment or the capability does not exist.</exception>
    (JToken Value, IFunctionContext Context) FindCapability(string deploymentId, string capability);

    /// <summary>Finds a capability of the deployment's environment, which its parent label names.</summary>
    /// <exception cref="DslException">There is no environment, or it has no such capability.</exception>
    (JToken Value, IFunctionContext Context) FindEnvironmentCapability(string capability);

    /// <summary>Gets the values of a label of the deployment, oldest first; empty if it has none.</summary>
    IReadOnlyList<string> FindLabel(string key);

    /// <summary>Finds a value for <c>get_sys</c>, for example the id of the deployment; null if there is none.</summary>
    string? FindSystemValue(string entity, string property);
}
