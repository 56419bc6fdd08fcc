namespace CloudifyPS.Dsl.Yaml;

/// <summary>The position of a key or value in a YAML file; an annotation of parsed tokens.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Line">The zero-based line.</param>
/// <param name="Column">The zero-based column.</param>
internal sealed record SourceMark(string File, long Line, long Column);
