using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Errors;

/// <summary>A filter rule that a manager rejects. The error's body contains the rule and the reason.</summary>
internal sealed class InvalidFilterRuleException(JToken rule, string reason)
    : Exception($"The filter rule {PythonValue.Repr(rule)} is not in the right format. {reason}")
{
    public JToken Rule { get; } = rule;

    public string Reason { get; } = reason;
}
