namespace CloudifyPS.Dsl.Imports;

/// <summary>An uploaded blueprint, for <c>blueprint:</c> imports.</summary>
/// <param name="Files">The files by their path relative to the blueprint's directory.</param>
/// <param name="MainFile">The path of the main file.</param>
internal sealed record ImportedBlueprint(IReadOnlyDictionary<string, byte[]> Files, string MainFile);
