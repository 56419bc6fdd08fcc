using System.Globalization;
using CloudifyPS.Dsl;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Model;

/// <summary>Changes node instances. Every change increments their version, as on a manager.</summary>
internal static class InstanceWriter
{
    /// <summary>Sets the state and the attributes that a manager derives from it.</summary>
    public static void SetState(NodeInstance instance, string state, DateTimeOffset now)
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

        Update(row);
    }

    public static void SetSystemProperties(NodeInstance instance, Action<JObject> change)
    {
        change(SystemProperties(instance.Row));
        Update(instance.Row);
    }

    /// <summary>Sets runtime properties. Values equal to the present ones do not increment the version.</summary>
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

    /// <summary>Creates the system properties in which a check stores its result.</summary>
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

    private static void Update(JObject row)
    {
        var system = row.Map("system_properties");
        row["is_status_check_ok"] = system.Map("status").Flag("ok");
        row["has_configuration_drift"] = new[] { system.Map("configuration_drift") }
            .Concat(system.Map("source_relationships_configuration_drift").Values().OfType<JObject>())
            .Concat(system.Map("target_relationships_configuration_drift").Values().OfType<JObject>())
            .Any(HasDrift);
        row["version"] = row.Number("version") + 1;
    }

    private static bool HasDrift(JObject check) =>
        check["ok"] is JValue { Value: false } || check["result"] is not (null or { Type: JTokenType.Null });
}
