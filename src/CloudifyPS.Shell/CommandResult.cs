namespace CloudifyPS.Shell;

/// <summary>How a command ended.</summary>
internal enum CommandResult
{
    /// <summary>To its end, perhaps with errors on the way.</summary>
    Completed,

    /// <summary>By an error, which has been shown.</summary>
    Failed,

    /// <summary>By Ctrl+C.</summary>
    Stopped,
}
