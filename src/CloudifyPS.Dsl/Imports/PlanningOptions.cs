namespace CloudifyPS.Dsl.Imports;

/// <summary>Where the imports of a blueprint lead to outside of its archive.</summary>
internal sealed class PlanningOptions
{
    /// <summary>The plugins of the manager.</summary>
    public IReadOnlyList<PluginDescription> Plugins { get; init; } = [];

    /// <summary>Finds an uploaded blueprint by its id; null when there is none.</summary>
    public Func<string, ImportedBlueprint?>? FindBlueprint { get; init; }

    /// <summary>Reads an import, for example a URL, before all else; null leaves it to the usual ways.</summary>
    public Func<string, string?>? ReadImport { get; init; }
}
