namespace CloudifyPS.Dsl.Imports;

/// <summary>The sources of imports outside the archive of a blueprint.</summary>
internal sealed class PlanningOptions
{
    /// <summary>Gets the plugins of the manager.</summary>
    public IReadOnlyList<PluginDescription> Plugins { get; init; } = [];

    /// <summary>
    /// Gets the function that finds an uploaded blueprint by its id; it returns null if there is none.
    /// </summary>
    public Func<string, ImportedBlueprint?>? FindBlueprint { get; init; }

    /// <summary>
    /// Gets the function that downloads an import by its address. It throws an <see cref="IOException"/> with the
    /// reason if that fails. Without the function, every import by address fails.
    /// </summary>
    public Func<Uri, byte[]>? Download { get; init; }
}
