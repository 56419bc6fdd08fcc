using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>The place of a function in a plan.</summary>
/// <param name="Scope">The kind of place.</param>
/// <param name="Path">The path, for errors.</param>
/// <param name="Node">The node, or the source of the relationship.</param>
/// <param name="Relationship">The relationship.</param>
/// <param name="Operation">The operation, if the place is in its inputs.</param>
internal sealed record FunctionPlace(
    FunctionScope Scope, string Path, JObject? Node = null, JObject? Relationship = null, JObject? Operation = null);
