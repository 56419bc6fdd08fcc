using Newtonsoft.Json.Linq;

namespace CloudifyPS.Simulator.Dsl;

/// <summary>Makes a blueprint's plan of its files.</summary>
internal static class BlueprintPlanner
{
    /// <summary>The <c>plan</c> attribute of a blueprint, as on the wire.</summary>
    /// <param name="files">The blueprint's files, relative to its directory, with forward slashes.</param>
    /// <param name="mainFile">The main file's name there.</param>
    /// <param name="options">Where imports lead to outside of the archive.</param>
    /// <exception cref="DslException">Something is wrong in the blueprint.</exception>
    public static JObject Plan(
        IReadOnlyDictionary<string, byte[]> files, string mainFile, PlanningOptions? options = null) =>
        throw new NotImplementedException();
}
