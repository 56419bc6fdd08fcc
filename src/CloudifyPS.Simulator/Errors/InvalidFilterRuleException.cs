using CloudifyPS.Dsl.Yaml;
using CloudifyPS.Simulator.Http;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Errors;

/// <summary>A filter rule that a manager refuses; its answer holds the rule.</summary>
internal sealed class InvalidFilterRuleException(JToken rule, string reason)
    : Exception($"The filter rule {PythonValue.Repr(rule)} is not in the right format. {reason}")
{
    public ApiResponse Response() => ApiResponse.Error(
        400, "invalid_filter_rule", Message,
        new JObject { ["err_filter_rule"] = rule.DeepClone(), ["err_reason"] = reason });
}
