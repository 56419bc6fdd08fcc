namespace CloudifyPS;

/// <summary>
/// Colours states: green for ended well, yellow for in progress or attention, red for failed, grey for nothing there.
/// </summary>
internal static class StateColors
{
    public static string? Blueprint(string? state) => state switch
    {
        null => null,
        "uploaded" => TextStyle.Good(state),
        "invalid" => TextStyle.Failed(state),
        _ when state.StartsWith("failed", StringComparison.Ordinal) => TextStyle.Failed(state),
        _ => TextStyle.Attention(state),
    };

    public static string? Deployment(string? status) => status switch
    {
        null => null,
        "good" => TextStyle.Good(status),
        "requires_attention" => TextStyle.Attention("attention"),
        _ => TextStyle.Attention(status),
    };

    public static string? Installation(string? status) => status switch
    {
        null => null,
        "active" => TextStyle.Good(status),
        _ => TextStyle.Muted(status),
    };

    public static string? Execution(string? status) => status switch
    {
        null => null,
        "terminated" or "completed" => TextStyle.Good(status),
        "failed" => TextStyle.Failed(status),
        _ => TextStyle.Attention(status),
    };

    public static string? NodeInstance(string? state) => state switch
    {
        null => null,
        "started" => TextStyle.Good(state),
        "uninitialized" or "deleted" => TextStyle.Muted(state),
        _ => TextStyle.Attention(state),
    };

    public static string? Snapshot(string? status) => status switch
    {
        null => null,
        "created" or "uploaded" => TextStyle.Good(status),
        "failed" => TextStyle.Failed(status),
        _ => TextStyle.Attention(status),
    };

    public static string? Service(string? status) => status switch
    {
        null => null,
        "Active" or "running" or "OK" => TextStyle.Good(status),
        "Inactive" or "FAIL" or "failed" or "dead" => TextStyle.Failed(status),
        _ => status,
    };
}
