using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>Where a function stands in a plan.</summary>
/// <param name="Scope">The kind of place.</param>
/// <param name="Path">For messages.</param>
/// <param name="Node">The node, or the source of the relationship.</param>
/// <param name="Relationship">The relationship.</param>
/// <param name="Operation">The operation whose inputs they are.</param>
internal sealed record FunctionPlace(
    FunctionScope Scope, string Path, JObject? Node = null, JObject? Relationship = null, JObject? Operation = null);
