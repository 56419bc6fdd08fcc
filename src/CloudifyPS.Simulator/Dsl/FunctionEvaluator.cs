using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Dsl;

/// <summary>Evaluates intrinsic functions while a deployment lives.</summary>
internal static class FunctionEvaluator
{
    /// <summary>A value with its functions replaced by their results; the value itself is not changed.</summary>
    /// <param name="value">Any JSON.</param>
    /// <param name="context">The deployment.</param>
    /// <param name="self">The node instance that SELF means.</param>
    /// <param name="source">The node instance that SOURCE means.</param>
    /// <param name="target">The node instance that TARGET means.</param>
    /// <exception cref="DslException">A function has no result.</exception>
    public static JToken Evaluate(
        JToken value, IFunctionContext context, string? self = null, string? source = null, string? target = null) =>
        throw new NotImplementedException();

    /// <summary>The values of outputs by name; what cannot be found yet becomes the text of an error, as on a manager.</summary>
    /// <param name="outputs">A deployment's <c>outputs</c>.</param>
    /// <param name="context">The deployment.</param>
    public static JObject EvaluateOutputs(JObject outputs, IFunctionContext context) => throw new NotImplementedException();

    /// <summary>The values of capabilities by name.</summary>
    /// <param name="capabilities">A deployment's <c>capabilities</c>.</param>
    /// <param name="context">The deployment.</param>
    public static JObject EvaluateCapabilities(JObject capabilities, IFunctionContext context) =>
        throw new NotImplementedException();
}
