namespace CloudifyPS.Dsl.Yaml;

/// <summary>Where a value or a key stands; annotates the tokens of a parsed file.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Line">From 0.</param>
/// <param name="Column">From 0.</param>
internal sealed record SourceMark(string File, long Line, long Column);
