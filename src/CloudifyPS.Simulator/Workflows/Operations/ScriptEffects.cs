using CloudifyPS.Dsl;
using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>Collects the effects of a script and provides the context that the script reads.</summary>
internal sealed class ScriptEffects(JObject inputs, OperationCall call, JObject deployment)
{
    private static readonly TimeSpan Line = TimeSpan.FromMilliseconds(3);
    private readonly List<OperationLog> _logs = [];
    private readonly List<RuntimePropertyChange> _runtimeProperties = [];

    /// <summary>The evaluated inputs of the operation.</summary>
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

    public void Fail(string type, string message, string file, int line) => Failure = new OperationFailure(
        message,
        type,
        "File \"script_runner/tasks.py\", in run\n"
            + "  script_result = process_execution(script_func, script_path, ctx)\n"
            + $"File \"{file}\", line {line}, in <module>\ncloudify.exceptions.{type}: {message}\n",
        IsRecoverable: type != "NonRecoverableError",
        IsRetryRequest: type == "OperationRetry");

    /// <summary>
    /// Returns the node instance for a role: source or target of the relationship, otherwise the operation's own
    /// instance. Null when the operation has no such instance.
    /// </summary>
    public NodeInstance? Instance(string role) => role switch
    {
        "source" => call.Relationship?.Source,
        "target" => call.Relationship?.Target,
        _ => call.Relationship is null ? call.Instance : null,
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
            ("operation", "name") => call.Operation,
            ("execution_id", _) => call.ExecutionId,
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
