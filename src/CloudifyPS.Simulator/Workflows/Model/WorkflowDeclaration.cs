using CloudifyPS.Dsl;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>Finds the workflows that a deployment declares.</summary>
internal static class WorkflowDeclaration
{
    public static JObject? Find(JObject deployment, string workflowId) =>
        deployment.Items("workflows").FirstOrDefault(workflow => workflow.Text("name") == workflowId);
}
