namespace CloudifyPS.Dsl.Yaml;

/// <summary>A position in a YAML text.</summary>
/// <param name="Index">The index of the character.</param>
/// <param name="Line">The zero-based line.</param>
/// <param name="Column">The zero-based column.</param>
internal readonly record struct YamlMark(int Index, int Line, int Column);
