using CloudifyPS.Simulator.Workflows.Graph;
using CloudifyPS.Simulator.Workflows.Model;
using CloudifyPS.Simulator.Workflows.Operations;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Builtin;

/// <summary>The part of an execution that its workflow uses.</summary>
internal interface IWorkflowContext : ITaskContext
{
    JObject Parameters { get; }

    bool IsResumed { get; }

    /// <summary>The duration of an operation at speed 1.</summary>
    TimeSpan OperationTime { get; }

    IWorkflowStore Store { get; }

    /// <summary>The deployment as of the last <see cref="Refresh"/>.</summary>
    DeploymentModel Deployment { get; }

    /// <summary>Reads the deployment again and counts its instances.</summary>
    void Refresh();

    /// <summary>
    /// Returns the graph with this name. A resumed execution gets the graph that it has already built.
    /// </summary>
    TaskGraph Graph(string name, Action<TaskGraph> build);

    /// <summary>Reads the script that implements the workflow; without one it has no effects.</summary>
    ScriptEffects ReadScript();

    /// <summary>Changes the result of a check in the system properties of an instance.</summary>
    void SetSystemProperty(NodeInstance instance, Action<JObject> change);
}
