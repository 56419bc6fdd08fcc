using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>The place of a function in a plan.</summary>
/// <param name="Scope">The kind of place.</param>
/// <param name="Start">The path of the part of the plan that contains it.</param>
/// <param name="Node">The node, or the source of the relationship.</param>
/// <param name="Relationship">The relationship.</param>
/// <param name="Operation">The operation, if the place is in its inputs.</param>
internal sealed record FunctionPlace(
    FunctionScope Scope, string Start, JObject? Node = null, JObject? Relationship = null, JObject? Operation = null)
{
    private FunctionPlace? _outer;
    private string _step = "";

    /// <summary>Gets the path, for errors.</summary>
    public string Path => _outer is null ? Start : _outer.Path + _step;

    /// <summary>Gets a place within this one. The path is put together when it is needed.</summary>
    /// <param name="step">What follows in the path, for example <c>.name</c> or <c>[0]</c>.</param>
    public FunctionPlace At(string step) => this with { _outer = this, _step = step };
}
