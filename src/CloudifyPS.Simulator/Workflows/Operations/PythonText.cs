using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>Writes values as a manager does in its messages.</summary>
internal static class PythonText
{
    public static string Of(JToken? value) => value switch
    {
        JObject map => "{" + string.Join(", ", map.Properties().Select(p => $"'{p.Name}': {Of(p.Value)}")) + "}",
        JArray list => "[" + string.Join(", ", list.Select(Of)) + "]",
        JValue { Value: string text } => $"'{text}'",
        JValue { Value: bool flag } => flag ? "True" : "False",
        null or JValue { Value: null } => "None",
        _ => value.ToString(Newtonsoft.Json.Formatting.None),
    };
}
