namespace CloudifyPS.Commands.Input;

/// <summary>
/// The attributes that a manager stores as null and returns as 0. It does not find them as 0, and it sorts them after
/// all other numbers (7.0.5).
/// </summary>
internal static class OperationCounts
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "total_operations", "finished_operations",
        "latest_execution_total_operations", "latest_execution_finished_operations",
    };

    /// <summary>Gets whether an attribute is one of them.</summary>
    /// <param name="name">The manager's name of the attribute.</param>
    public static bool Contains(string name) => Names.Contains(name);
}
