using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>One attempt to run an operation.</summary>
/// <param name="ExecutionId">The execution.</param>
/// <param name="WorkflowId">The workflow of the execution.</param>
/// <param name="Instance">The node instance that runs the operation.</param>
/// <param name="Relationship">The relationship that the operation belongs to; null for an operation of a node.</param>
/// <param name="Operation">The name with its interface, for example cloudify.interfaces.lifecycle.create.</param>
/// <param name="Implementation">The plugin's function, for example script_runner.tasks.run.</param>
/// <param name="Inputs">The inputs of the blueprint and of the workflow; intrinsic functions are not evaluated.</param>
internal sealed record OperationCall(
    string ExecutionId, string WorkflowId, NodeInstance Instance, Relationship? Relationship, string Operation,
    string Implementation, JObject Inputs);
