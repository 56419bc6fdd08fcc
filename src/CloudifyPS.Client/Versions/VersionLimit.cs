namespace CloudifyPS.Client.Versions;

/// <summary>The range of manager versions that support an operation, or one field of its request.</summary>
/// <param name="Operation">The method and the path template, such as <c>POST /executions/{id}</c>.</param>
/// <param name="Field">The field of the query or of the body; null for the whole operation.</param>
/// <param name="Cmdlet">The cmdlet that sends the request.</param>
/// <param name="Parameter">The parameter that sends the field; null for the whole cmdlet.</param>
/// <param name="Otherwise">How managers outside the range react to the operation or field.</param>
internal sealed record VersionLimit(
    string Operation, string? Field, string Cmdlet, string? Parameter, string Otherwise)
{
    /// <summary>Gets the first version with support; null when there is no lower limit.</summary>
    public Version? Since { get; init; }

    /// <summary>Gets the first version without support; null when there is no upper limit.</summary>
    public Version? Until { get; init; }

    /// <summary>Gets the value of the field to which the limit applies; null for all values.</summary>
    public string? Value { get; init; }

    /// <summary>
    /// Gets whether the client sends the field with every request. The cmdlet then checks its parameters instead of the
    /// request.
    /// </summary>
    public bool IsAlwaysSent { get; init; }

    /// <summary>Gets whether the limit applies only to a parameter with more than one value.</summary>
    public bool IsForSeveral { get; init; }

    /// <summary>Gets the recommended action of the error; null for none.</summary>
    public string? Action { get; init; }

    private string Subject => Parameter is null ? Cmdlet : (IsForSeveral ? "several values of -" : "-") + Parameter;

    /// <summary>Throws an exception if a version is outside the range.</summary>
    /// <exception cref="CfyUnsupportedException">The version is outside the range.</exception>
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
