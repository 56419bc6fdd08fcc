namespace CloudifyPS.Dsl.Imports;

/// <summary>A blueprint that the manager has, for <c>blueprint:</c> imports.</summary>
/// <param name="Files">Its files, relative to its directory.</param>
/// <param name="MainFile">Its main file.</param>
internal sealed record ImportedBlueprint(IReadOnlyDictionary<string, byte[]> Files, string MainFile);
