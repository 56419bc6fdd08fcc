using System.Text;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>
/// Determines the effects of operations without running code. Plain statements of a script have their effects (see
/// <see cref="ShellScript"/> and <see cref="PythonScript"/>); every other operation succeeds after
/// <see cref="SimulatorOptions.OperationTime"/>. The effects in <see cref="SimulatorOptions.Operations"/> are added.
/// </summary>
internal sealed class OperationSimulation(SimulatorOptions options, IWorkflowStore store)
{
    private readonly Dictionary<(OperationBehavior, string, string), int> _failures = [];
    private int _processes = 20000;

    public OperationOutcome Run(OperationCall call, JObject deployment)
    {
        var behaviors = options.Operations.Where(b => b.Matches(call.Instance.Names, call.Operation)).ToList();
        var inputs = Inputs(call, deployment, out var evaluationFailure);
        var effects = new ScriptEffects(inputs, call, deployment, (call.ExecutionId, call.WorkflowId));
        ReadScript(deployment, effects);
        if (call.Operation == "cloudify.interfaces.cloudify_agent.create")
        {
            effects.Set(call.Instance, "cloudify_agent", Agent(call.Instance));
        }

        foreach (var property in behaviors.SelectMany(behavior => behavior.RuntimeProperties))
        {
            effects.Set(
                call.Instance, property.Key,
                property.Value is null ? JValue.CreateNull() : JToken.FromObject(property.Value));
        }

        var sending = TimeSpan.FromTicks(options.OperationTime.Ticks / 5);
        var delay = TimeSpan.FromTicks(behaviors.Sum(behavior => behavior.Delay.Ticks));
        var begin = TimeSpan.FromTicks(options.OperationTime.Ticks / 2);
        return new OperationOutcome
        {
            SendingTime = sending,
            Duration = options.OperationTime + effects.Slept + delay,
            Logs = [.. effects.Logs.Select(log => log with { Time = log.Time + begin })],
            RuntimeProperties = effects.RuntimeProperties,
            Failure = evaluationFailure ?? Failure(behaviors, call) ?? effects.Failure,
        };
    }

    /// <summary>Reads the script of a workflow; a workflow of a plugin has no effects.</summary>
    public ScriptEffects RunWorkflow(JObject execution, JObject deployment)
    {
        var effects = new ScriptEffects(
            execution.Map("parameters"), null, deployment, (execution.Id(), execution.Text("workflow_id")!));
        ReadScript(deployment, effects);
        return effects;
    }

    private static JObject Agent(NodeInstance host) => new()
    {
        ["name"] = host.Id,
        ["queue"] = host.Id,
        ["install_method"] = host.AgentInstallMethod,
    };

    private JObject Inputs(OperationCall call, JObject deployment, out OperationFailure? failure)
    {
        var relationship = call.Relationship;
        failure = null;
        try
        {
            return (JObject)store.Evaluate(
                deployment, call.Inputs, relationship is null ? call.Instance.Id : null, relationship?.Source.Id,
                relationship?.Target.Id);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Any error of the evaluation fails the operation, as on a manager.
            failure = new OperationFailure(
                exception.Message, "NonRecoverableError", Traceback(call, exception.Message, "NonRecoverableError"),
                IsRecoverable: false, IsRetryRequest: false);
            return [];
        }
    }

    private void ReadScript(JObject deployment, ScriptEffects effects)
    {
        if (effects.Inputs.Text("script_path") is not { } path)
        {
            return;
        }

        var fileName = path.Substring(path.LastIndexOf('/') + 1);
        var copy = "/tmp/" + fileName;
        effects.Log("info", $"Downloaded {path} to {copy}");
        var content = deployment.Text("blueprint_id") is { } blueprint
            ? store.FindBlueprintFile(deployment.Tenant(), blueprint, path)
            : null;
        var text = content is null ? "" : Encoding.UTF8.GetString(content);
        if (fileName.EndsWith(".py", StringComparison.OrdinalIgnoreCase))
        {
            PythonScript.Read(text, copy, effects);
            return;
        }

        var process = ++_processes;
        effects.Log("debug", "log_stdout=True, log_stderr=True, stderr_to_stdout=False");
        effects.Log("info", $"Process created, PID: {process}");
        effects.Log("debug", "Started consumer thread for stdout");
        effects.Log("debug", "Started consumer thread for stderr");
        var output = ShellScript.Read(text, effects);
        var code = output.ExitCode ?? 0;
        effects.Log("info", $"Execution done (PID={process}, return_code={code}): {copy}");
        effects.Log("debug", "Context proxy closed");
        foreach (var stream in new[] { "stdout", "stderr" })
        {
            effects.Log("debug", $"Joining consumer thread for {stream}");
            effects.Log("debug", $"Consumer thread for {stream} ended");
        }

        if (output.Abortion is { } reason)
        {
            effects.Fail("NonRecoverableError", reason, PythonTraceback.Abort);
        }
        else if (code != 0 && effects.Failure is null)
        {
            effects.Fail(
                "ProcessException",
                $"command: {copy}, exit_code: {code}, stdout: {output.Out}, stderr: {output.Error}",
                PythonTraceback.Process);
        }
    }

    private OperationFailure? Failure(List<OperationBehavior> behaviors, OperationCall call)
    {
        foreach (var behavior in behaviors)
        {
            var key = (behavior, call.Instance.Id, call.Operation);
            _failures.TryGetValue(key, out var count);
            if (behavior.Failure is { } message && count < (behavior.Times ?? int.MaxValue))
            {
                _failures[key] = count + 1;
                var type = behavior.Recoverable ? "RecoverableError" : "NonRecoverableError";
                return new OperationFailure(
                    message, type, Traceback(call, message, type), behavior.Recoverable, IsRetryRequest: false);
            }
        }

        return null;
    }

    private static string Traceback(OperationCall call, string message, string type)
    {
        var dot = call.Implementation.LastIndexOf('.');
        var file = dot < 0 ? call.Implementation : call.Implementation.Substring(0, dot).Replace('.', '/');
        return $"File \"{file}.py\", in {call.Implementation.Substring(dot + 1)}\n"
            + PythonTraceback.LastLine(type, message);
    }
}
