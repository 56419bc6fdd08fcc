using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Imports;

/// <summary>A blueprint and all of its imports, merged into one document.</summary>
/// <param name="Content">The sections.</param>
/// <param name="Version">The DSL version of the main file.</param>
/// <param name="FileSets">The files to search for scripts: of the blueprint itself, then of imported blueprints.</param>
internal sealed record MergedBlueprint(
    JObject Content, DslVersion Version, IReadOnlyList<IReadOnlyDictionary<string, byte[]>> FileSets)
{
    public bool HasFile(string path)
    {
        var normalized = BlueprintPath.Normalize(path);
        return FileSets.Any(files => files.ContainsKey(normalized));
    }
}
