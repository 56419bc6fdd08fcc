using CloudifyPS.Dsl.Yaml;

namespace CloudifyPS.Dsl.Inputs;

/// <summary>Says what is wrong with one input. Nothing in it is the value, which can be a secret.</summary>
/// <param name="Path">The input, or the path of a value in it, such as <c>database.port</c>.</param>
/// <param name="Kind">What is wrong: Unknown, Missing, Type or Constraint.</param>
/// <param name="Reason">A sentence.</param>
/// <param name="Mark">Where the value was read; null if it is not from a text.</param>
internal sealed record InputViolation(string Path, string Kind, string Reason, SourceMark? Mark);
