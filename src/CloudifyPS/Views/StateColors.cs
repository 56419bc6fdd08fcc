namespace CloudifyPS;

/// <summary>
/// Colours the states of blueprints, deployments, executions, node instances, snapshots and services.
/// </summary>
internal static class StateColors
{
    /// <summary>
    /// Returns a state in green for good, yellow for in progress or attention, red for failed, or grey for nothing
    /// there.
    /// </summary>
    public static string? Of(string? state) => Color(DisplayText.Clean(state));

    private static string? Color(string? state) => state switch
    {
        // A snapshot is complete when it is created, a node instance is not.
        null or "" or "created" => state,
        "uploaded" or "good" or "active" or "terminated" or "completed" or "started" or "OK" or "Active"
            or "running" => TextStyle.Good(state),
        "invalid" or "failed" or "Fail" or "FAIL" or "Inactive" or "dead" => TextStyle.Failed(state),
        _ when state.StartsWith("failed_", StringComparison.Ordinal) => TextStyle.Failed(state),
        "uninitialized" or "deleted" or "inactive" => TextStyle.Muted(state),
        _ => TextStyle.Attention(state),
    };
}
