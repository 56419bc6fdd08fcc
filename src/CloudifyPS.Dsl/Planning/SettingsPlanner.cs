using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Planning;

/// <summary>Plans the settings of deployments, with their default schedules.</summary>
internal static class SettingsPlanner
{
    private const string Name = "deployment_settings";
    private const string Schedules = "default_schedules";

    private static readonly (string Key, JTokenType Type)[] ScheduleKeys =
    [
        ("workflow", JTokenType.String), ("execution_arguments", JTokenType.Object),
        ("workflow_parameters", JTokenType.Object), ("since", JTokenType.String), ("until", JTokenType.String),
        ("recurrence", JTokenType.String), ("timezone", JTokenType.String), ("weekdays", JTokenType.Array),
        ("count", JTokenType.Integer), ("default_enabled", JTokenType.Boolean),
        ("stop_after_fail", JTokenType.Boolean), ("slip", JTokenType.Integer),
    ];

    private static readonly (string Key, JTokenType Type)[] ArgumentKeys =
    [
        ("force", JTokenType.Boolean), ("is_dry_run", JTokenType.Boolean), ("wait_after_fail", JTokenType.Integer),
        ("allow_custom_parameters", JTokenType.Boolean),
    ];

    private static readonly string[] Weekdays = ["su", "mo", "tu", "we", "th", "fr", "sa"];

    public static JObject Plan(JObject content)
    {
        if (DslToken.AsMap(content[Name], Name) is not { } settings)
        {
            return [];
        }

        DslToken.CheckKeys(settings, Name, Schedules, "default_groups", "id_template", "display_name");
        DslToken.AsText(settings["id_template"], Name + ".id_template");
        if (settings["display_name"] is not JObject)
        {
            if (settings["display_name"] is { } name && !DslToken.IsNull(name) && name.Type != JTokenType.String)
            {
                throw DslToken.Unexpected("['dict', 'string']", name, Name + ".display_name");
            }
        }

        var path = $"{Name}.{Schedules}";
        var schedules = new JObject();
        foreach (var schedule in DslToken.Map(settings, Schedules, Name).Properties())
        {
            schedules[schedule.Name] = PlanSchedule(schedule, $"{path}.{schedule.Name}");
        }

        var result = (JObject)settings.DeepClone();
        result[Schedules] = schedules;
        return result;
    }

    private static JObject PlanSchedule(JProperty schedule, string path)
    {
        var definition = DslToken.AsMap(schedule.Value, path) ?? [];
        CheckTypes(definition, ScheduleKeys, path);
        DslToken.Required(definition, "workflow", path);
        DslToken.Required(definition, "since", path);
        CheckTypes(DslToken.Map(definition, "execution_arguments", path), ArgumentKeys, path + ".execution_arguments");
        CheckParameters(definition, path + ".workflow_parameters");
        CheckWeekdays(definition, path + ".weekdays");
        if ((string?)definition["recurrence"] is { Length: > 0 } recurrence)
        {
            ScheduleTime.CheckDelta(recurrence);
        }

        var result = (JObject)definition.DeepClone();
        var timezone = (string?)definition["timezone"];
        foreach (var key in new[] { "since", "until" })
        {
            if ((string?)definition[key] is { Length: > 0 } time)
            {
                result[key] = ScheduleTime.Normalize(time, timezone);
            }
        }

        result.Remove("timezone");
        return result;
    }

    private static void CheckTypes(JObject definition, (string Key, JTokenType Type)[] keys, string path)
    {
        DslToken.CheckKeys(definition, path, [.. keys.Select(key => key.Key)]);
        foreach (var (key, type) in keys)
        {
            if (definition[key] is { } value && !DslToken.IsNull(value) && value.Type != type)
            {
                throw DslToken.Unexpected(PythonValue.UserTypeName(type), value, $"{path}.{key}");
            }
        }
    }

    private static void CheckParameters(JObject definition, string path)
    {
        const string Function = "get_attribute";
        if (definition["workflow_parameters"] is not JObject parameters)
        {
            return;
        }

        var name = parameters[Function] is not null ? "" : parameters.Properties()
            .FirstOrDefault(p => (p.Value as JObject)?[Function] is not null)?.Name;
        if (name is not null)
        {
            var (verb, where) = name.Length == 0 ? ("be", "") : ("contain", $" from the value of {name}");
            throw DslToken.Fail(
                $"`workflow_parameters` cannot {verb} a runtime property. Please remove the `{Function}` "
                + $"function{where}",
                parameters, path);
        }
    }

    private static void CheckWeekdays(JObject definition, string path)
    {
        var weekdays = definition["weekdays"] as JArray ?? [];
        for (var i = 0; i < weekdays.Count; i++)
        {
            // A number may precede the weekday, for example 1mo for the first Monday of a month.
            var text = (DslToken.AsText(weekdays[i], $"{path}.{i}") ?? "").ToLowerInvariant();
            var weekday = text.Substring(Math.Max(text.Length - 2, 0));
            if (!Weekdays.Contains(weekday))
            {
                throw DslToken.Fail(
                    $"{weekday} is not a valid weekday value. Accepted values: {PythonValue.Repr(Weekdays)}",
                    weekdays[i],
                    $"{path}.{i}");
            }
        }
    }
}
