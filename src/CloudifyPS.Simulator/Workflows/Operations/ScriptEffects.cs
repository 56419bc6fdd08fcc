using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>Collects the effects of a script and provides the context that the script reads.</summary>
/// <param name="inputs">The evaluated inputs of the operation, or the parameters of the workflow.</param>
/// <param name="call">The operation; null when the script is a workflow.</param>
/// <param name="deployment">The row of the deployment.</param>
/// <param name="execution">The execution and its workflow.</param>
internal sealed class ScriptEffects(
    JObject inputs, OperationCall? call, JObject deployment, (string Id, string WorkflowId) execution)
{
    private static readonly TimeSpan Line = TimeSpan.FromMilliseconds(3);
    private readonly List<OperationLog> _logs = [];
    private readonly List<RuntimePropertyChange> _runtimeProperties = [];

    public JObject Inputs { get; } = inputs;

    public IReadOnlyList<OperationLog> Logs => _logs;

    public IReadOnlyList<RuntimePropertyChange> RuntimeProperties => _runtimeProperties;

    /// <summary>The time that the script sleeps.</summary>
    public TimeSpan Slept { get; private set; }

    public OperationFailure? Failure { get; private set; }

    public void Log(string level, string message) =>
        _logs.Add(new OperationLog(Slept + TimeSpan.FromTicks(Line.Ticks * _logs.Count), level, message));

    public void Set(NodeInstance instance, string name, JToken value) =>
        _runtimeProperties.Add(new RuntimePropertyChange(instance, name, value));

    public void Sleep(double seconds) => Slept += TimeSpan.FromSeconds(Math.Max(0, Math.Min(seconds, 86400)));

    /// <summary>Ends the script with an exception.</summary>
    /// <param name="type">The type of the exception in Python.</param>
    /// <param name="message">Its message.</param>
    /// <param name="file">The script.</param>
    /// <param name="line">The line that raised it.</param>
    public void Fail(string type, string message, string file, int line)
    {
        var text = type == "KeyError" ? PythonValue.Quote(message) : message;
        var frames = call is null ? PythonTraceback.EvalWorkflow : PythonTraceback.EvalScript;
        Fail(type, text, $"{frames}File \"{file}\", line {line}, in <module>\n");
    }

    /// <summary>Ends the script as failed.</summary>
    /// <param name="type">The type of the exception in Python.</param>
    /// <param name="message">Its message.</param>
    /// <param name="frames">The frames of the traceback.</param>
    public void Fail(string type, string message, string? frames) => Failure = new OperationFailure(
        message, type, frames is null ? null : frames + PythonTraceback.LastLine(type, message),
        IsRecoverable: type != "NonRecoverableError", IsRetryRequest: type == "OperationRetry");

    /// <summary>Ends the script with the request to run the operation again.</summary>
    /// <param name="message">The reason.</param>
    /// <param name="after">The seconds until then; null for the interval of the operation.</param>
    public void Retry(string message, JToken? after)
    {
        var seconds = after is { Type: JTokenType.Integer or JTokenType.Float } ? after : null;
        var text = seconds is null ? message : $"{message} [retry_after={PythonValue.Str(seconds)}]";
        Fail("OperationRetry", text, null);
        Failure = Failure! with { RetryAfter = (double?)seconds };
    }

    /// <summary>
    /// Returns the node instance for a role: source or target of the relationship, otherwise the operation's own
    /// instance. Null when the operation has no such instance.
    /// </summary>
    public NodeInstance? Instance(string role) => role switch
    {
        "source" => call?.Relationship?.Source,
        "target" => call?.Relationship?.Target,
        _ => call is { Relationship: null } ? call.Instance : null,
    };

    /// <summary>Returns a value of the operation's context; null when it is unknown.</summary>
    /// <param name="path">For example node, properties, port; or target, instance, id.</param>
    public JToken? Ask(IReadOnlyList<string> path)
    {
        var names = path.Select(name => name.Replace('-', '_')).ToList();
        var role = names.FirstOrDefault() is "source" or "target" ? names[0] : "";
        if (role.Length > 0)
        {
            names.RemoveAt(0);
        }

        var rest = path.Skip(path.Count - names.Count).Skip(2).SelectMany(name => name.Split('.')).ToList();
        return (names.FirstOrDefault(), names.ElementAtOrDefault(1)) switch
        {
            ("instance", "id") => Instance(role)?.Id,
            ("instance", "runtime_properties") => Instance(role) is { } instance
                ? Dig(RuntimePropertiesOf(instance), rest)
                : null,
            ("node", "id" or "name") => Instance(role)?.NodeId,
            ("node", "type") => Instance(role)?.Node.Text("type"),
            ("node", "properties") => Instance(role) is { } instance
                ? Dig(instance.Node.Map("properties"), rest)
                : null,
            ("deployment", "id") => deployment.Id(),
            ("blueprint", "id") => deployment.Text("blueprint_id"),
            ("operation", "name") => call?.Operation,
            ("execution_id", _) => execution.Id,
            ("workflow_id", _) => execution.WorkflowId,
            ("tenant_name", _) => deployment.Tenant(),
            ("inputs", { }) => Dig(Inputs, [.. path[1].Split('.')]),
            _ => null,
        };
    }

    private static JToken? Dig(JToken? value, IReadOnlyList<string> path) =>
        path.Aggregate(value, (current, name) => (current as JObject)?[name]);

    /// <summary>Returns the runtime properties, including those that the script has set so far.</summary>
    private JObject RuntimePropertiesOf(NodeInstance instance)
    {
        var properties = (JObject)instance.Row.Map("runtime_properties").DeepClone();
        foreach (var change in _runtimeProperties.Where(change => change.Instance == instance))
        {
            properties[change.Name] = change.Value;
        }

        return properties;
    }
}
