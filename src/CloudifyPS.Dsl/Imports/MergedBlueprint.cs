using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Imports;

/// <summary>A blueprint and all of its imports in one document.</summary>
/// <param name="Content">The sections.</param>
/// <param name="Version">The main file's version.</param>
/// <param name="FileSets">Where scripts are looked for: the blueprint's own files, then those of imported blueprints.</param>
internal sealed record MergedBlueprint(
    JObject Content, DslVersion Version, IReadOnlyList<IReadOnlyDictionary<string, byte[]>> FileSets)
{
    public bool HasFile(string path) => FileSets.Any(files => files.ContainsKey(BlueprintImports.Normalize(path)));
}
