using System.Text;
using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Engine;
using CloudifyPS.Simulator.Workflows.Graph;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>
/// Decides what comes of operations without running any code. A script's plain statements have the effect that they
/// say (see <see cref="ShellScript"/> and <see cref="PythonScript"/>); everything else just succeeds in its time. What
/// <see cref="SimulatorOptions.Operations"/> says comes on top.
/// </summary>
internal sealed class OperationSimulation(SimulatorOptions options, IWorkflowStore store)
{
    private readonly Dictionary<(OperationBehavior, string, string), int> _failures = [];
    private int _processes = 20000;

    public OperationOutcome Run(OperationTask task, DeploymentModel deployment)
    {
        var behaviors = options.Operations.Where(b => b.Matches(task.Instance.Names, task.Operation)).ToList();
        var effects = new ScriptEffects(Inputs(task, deployment, out var evaluationFailure), task, deployment.Row);
        ReadScript(task, deployment.Row, effects);
        if (task.Operation == "cloudify.interfaces.cloudify_agent.create")
        {
            effects.Set(task.Instance, "cloudify_agent", Agent(task.Instance));
        }

        foreach (var property in behaviors.SelectMany(behavior => behavior.RuntimeProperties))
        {
            effects.Set(
                task.Instance, property.Key,
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
            Failure = evaluationFailure ?? Failure(behaviors, task) ?? effects.Failure,
        };
    }

    private static JObject Agent(NodeInstance host) => new()
    {
        ["name"] = host.Id,
        ["queue"] = host.Id,
        ["install_method"] = host.AgentInstallMethod,
    };

    private JObject Inputs(OperationTask task, DeploymentModel deployment, out OperationFailure? failure)
    {
        var relationship = task.Relationship;
        failure = null;
        try
        {
            return (JObject)store.Evaluate(
                deployment.Row, task.Inputs, relationship is null ? task.Instance.Id : null, relationship?.Source.Id,
                relationship?.Target.Id);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // A function that cannot be evaluated is the operation's failure, whatever is wrong with it.
            failure = new OperationFailure(
                exception.Message, "NonRecoverableError", Traceback(task, exception.Message, "NonRecoverableError"),
                IsRecoverable: false, IsRetryRequest: false);
            return [];
        }
    }

    private void ReadScript(OperationTask task, JObject deployment, ScriptEffects effects)
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
        ShellScript.Read(text, effects);
        effects.Log("info", $"Execution done (PID={process}, return_code=0): {copy}");
        effects.Log("debug", "Context proxy closed");
        foreach (var stream in new[] { "stdout", "stderr" })
        {
            effects.Log("debug", $"Joining consumer thread for {stream}");
            effects.Log("debug", $"Consumer thread for {stream} ended");
        }
    }

    private OperationFailure? Failure(List<OperationBehavior> behaviors, OperationTask task)
    {
        foreach (var behavior in behaviors)
        {
            var key = (behavior, task.Instance.Id, task.Operation);
            _failures.TryGetValue(key, out var count);
            if (behavior.Failure is { } message && count < (behavior.Times ?? int.MaxValue))
            {
                _failures[key] = count + 1;
                var type = behavior.Recoverable ? "RecoverableError" : "NonRecoverableError";
                return new OperationFailure(
                    message, type, Traceback(task, message, type), behavior.Recoverable, IsRetryRequest: false);
            }
        }

        return null;
    }

    private static string Traceback(OperationTask task, string message, string type)
    {
        var dot = task.Name.LastIndexOf('.');
        var file = dot < 0 ? task.Name : task.Name.Substring(0, dot).Replace('.', '/');
        return $"Traceback (most recent call last):\nFile \"{file}.py\", in {task.Name.Substring(dot + 1)}\n"
            + $"cloudify.exceptions.{type}: {message}\n";
    }
}
