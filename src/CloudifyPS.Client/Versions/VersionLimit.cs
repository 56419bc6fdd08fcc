namespace CloudifyPS.Client.Versions;

/// <summary>The versions of the manager that have an operation, or a field of its request.</summary>
/// <param name="Operation">The method and the path, such as <c>POST /executions/{id}</c>.</param>
/// <param name="Field">The field of the query or of the body; null for the whole operation.</param>
/// <param name="Cmdlet">The cmdlet that sends it.</param>
/// <param name="Parameter">The parameter that sends the field; null for the whole cmdlet.</param>
/// <param name="Otherwise">What other managers do with it.</param>
internal sealed record VersionLimit(
    string Operation, string? Field, string Cmdlet, string? Parameter, string Otherwise)
{
    /// <summary>Gets the first version that has it; null for all.</summary>
    public Version? Since { get; init; }

    /// <summary>Gets the first version that no longer has it; null for none.</summary>
    public Version? Until { get; init; }

    /// <summary>Gets the only value of the field that is limited; null for every value.</summary>
    public string? Value { get; init; }

    /// <summary>
    /// Gets whether the client sends the field in any case. The parameter alone shows then that the user wants it.
    /// </summary>
    public bool IsAlwaysSent { get; init; }

    /// <summary>Gets whether one value of the parameter is not limited, and several are.</summary>
    public bool IsForSeveral { get; init; }

    /// <summary>Gets what the user can do instead; null when there is nothing.</summary>
    public string? Action { get; init; }

    private string Subject => Parameter is null ? Cmdlet : (IsForSeveral ? "several values of -" : "-") + Parameter;

    /// <summary>Refuses a manager that does not have it.</summary>
    /// <exception cref="CfyUnsupportedException">The manager does not have it.</exception>
    public void Check(Version version)
    {
        if (Since is not null && version < Since)
        {
            throw new CfyUnsupportedException(
                $"Manager {Since} or later is required for {Subject} (this manager is {version}).")
            {
                RecommendedAction = Action,
            };
        }

        if (Until is not null && version >= Until)
        {
            throw new CfyUnsupportedException(
                $"A manager before {Until} is required for {Subject} (this manager is {version}).")
            {
                RecommendedAction = Action,
            };
        }
    }
}
