using System.Globalization;
using CloudifyPS.Dsl;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>Changes node instances; every change counts their version up, as on a manager.</summary>
internal static class InstanceWriter
{
    /// <summary>Sets the state; true when the instance's availability or drift is another one now.</summary>
    public static bool SetState(NodeInstance instance, string state, DateTimeOffset now)
    {
        var row = instance.Row;
        row["state"] = state;
        var system = SystemProperties(row);
        switch (state)
        {
            case "configured":
                system["configuration_drift"] = CheckResult(true, null, null, now);
                break;
            case "started":
                system["previous_status"] = null;
                system["status"] = CheckResult(true, null, null, now);
                break;
        }

        return Store(row);
    }

    /// <summary>True when the instance's availability or drift is another one now.</summary>
    public static bool SetSystemProperties(NodeInstance instance, Action<JObject> change)
    {
        change(SystemProperties(instance.Row));
        return Store(instance.Row);
    }

    /// <summary>Writing what is there already changes nothing.</summary>
    public static void SetRuntimeProperties(IEnumerable<RuntimePropertyChange> changes)
    {
        foreach (var group in changes.GroupBy(change => change.Instance.Row))
        {
            var row = group.Key;
            var old = row.Map("runtime_properties");
            var properties = (JObject)old.DeepClone();
            foreach (var change in group)
            {
                properties[change.Name] = change.Value;
            }

            if (!JToken.DeepEquals(old, properties))
            {
                row["runtime_properties"] = properties;
                row["version"] = row.Number("version") + 1;
            }
        }
    }

    /// <summary>What a check left in the system properties.</summary>
    public static JObject CheckResult(bool ok, JToken? result, string? task, DateTimeOffset now) => new()
    {
        ["ok"] = ok,
        ["result"] = result,
        ["task"] = task,
        ["timestamp"] = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture),
    };

    private static JObject SystemProperties(JObject row)
    {
        if (row["system_properties"] is not JObject)
        {
            row["system_properties"] = new JObject();
        }

        return (JObject)row["system_properties"]!;
    }

    private static bool Store(JObject row)
    {
        var system = row.Map("system_properties");
        var isOk = system.Map("status").Flag("ok");
        var hasDrift = new[] { system.Map("configuration_drift") }
            .Concat(system.Map("source_relationships_configuration_drift").Values().OfType<JObject>())
            .Concat(system.Map("target_relationships_configuration_drift").Values().OfType<JObject>())
            .Any(drift => drift["ok"] is JValue { Value: false } || drift["result"] is not (null or { Type: JTokenType.Null }));
        var isChanged = isOk != row.Flag("is_status_check_ok") || hasDrift != row.Flag("has_configuration_drift");
        row["is_status_check_ok"] = isOk;
        row["has_configuration_drift"] = hasDrift;
        row["version"] = row.Number("version") + 1;
        return isChanged;
    }
}
