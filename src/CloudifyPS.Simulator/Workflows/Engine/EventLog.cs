using CloudifyPS.Simulator.Storage;
using CloudifyPS.Simulator.Workflows.Model;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>Writes the events and log lines of executions.</summary>
internal sealed class EventLog(IWorkflowStore store, Scheduler scheduler)
{
    private const string ManagerName = "cloudify-simulator";

    /// <summary>Adds an event that the manager itself records.</summary>
    public void Add(JObject execution, string eventType, string message, EventOrigin origin, JToken? causes = null) =>
        store.AddEvent(execution.Tenant(), Event(execution, eventType, message, origin, causes, scheduler.Now));

    /// <summary>Adds an event that a worker reports; it arrives after <see cref="WorkflowTimes.Report"/>.</summary>
    public void Report(JObject execution, string eventType, string message, EventOrigin? origin = null) =>
        Report(execution, Event(execution, eventType, message, origin, null, scheduler.Now));

    /// <summary>Adds a log line of an operation.</summary>
    public void Log(JObject execution, string level, string message, string logger, EventOrigin? origin = null)
    {
        var row = Common(execution, message, origin, null, scheduler.Now);
        row["logger"] = logger;
        row["level"] = level;
        row["type"] = "cloudify_log";
        Report(execution, row);
    }

    /// <summary>Adds a log line of the workflow itself.</summary>
    public void Log(JObject execution, string level, string message) =>
        Log(execution, level, message, $"ctx.{execution.Id()}");

    private static JObject Event(
        JObject execution, string eventType, string message, EventOrigin? origin, JToken? causes, DateTimeOffset now)
    {
        var row = Common(execution, message, origin, causes, now);
        row["event_type"] = eventType;
        row["type"] = "cloudify_event";
        return row;
    }

    private static JObject Common(
        JObject execution, string message, EventOrigin? origin, JToken? causes, DateTimeOffset now) => new()
    {
        ["timestamp"] = now.ToTimestamp(),
        ["reported_timestamp"] = now.ToTimestamp(),
        ["blueprint_id"] = execution["blueprint_id"],
        ["deployment_id"] = execution["deployment_id"],
        ["deployment_display_name"] = execution["deployment_display_name"],
        ["execution_id"] = execution["id"],
        ["execution_group_id"] = null,
        ["workflow_id"] = execution["workflow_id"],
        ["message"] = message,
        ["error_causes"] = causes,
        ["operation"] = origin?.Operation,
        ["source_id"] = origin?.SourceId,
        ["target_id"] = origin?.TargetId,
        ["manager_name"] = ManagerName,
        ["agent_name"] = null,
        ["node_instance_id"] = origin?.Instance?.Id,
        ["node_name"] = origin?.Instance?.NodeId,
    };

    private void Report(JObject execution, JObject row)
    {
        var tenant = execution.Tenant();
        void Arrive()
        {
            row["reported_timestamp"] = scheduler.Now.ToTimestamp();
            store.AddEvent(tenant, row);
        }

        if (scheduler.Scaled(WorkflowTimes.Report) is { Ticks: > 0 })
        {
            scheduler.After(WorkflowTimes.Report, Arrive);
        }
        else
        {
            Arrive();
        }
    }
}
