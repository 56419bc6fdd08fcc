namespace CloudifyPS.Dsl.Inputs;

/// <summary>
/// The text of a value, as an annotation: an input that is declared as a string gets <c>1.10</c> and not a number.
/// </summary>
/// <param name="Text">The text.</param>
internal sealed record WrittenText(string Text);
