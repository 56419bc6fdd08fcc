namespace CloudifyPS;

/// <summary>A systemd unit or a supervised process of the manager.</summary>
public sealed class ManagerServiceInstance : Resource
{
    /// <summary>The unit.</summary>
    public string? Id { get; set; }

    /// <summary>What it is.</summary>
    public string? Description { get; set; }

    /// <summary>The state, such as running, dead, exited.</summary>
    public string? State { get; set; }

    /// <summary>systemd's ActiveState.</summary>
    public string? ActiveState { get; set; }

    /// <summary>systemd's SubState.</summary>
    public string? SubState { get; set; }

    /// <summary>systemd's LoadState.</summary>
    public string? LoadState { get; set; }

    /// <summary>The process (<c>MainPID</c>).</summary>
    public int? MainPid { get; set; }

    /// <summary>Returns the unit and the state.</summary>
    public override string ToString() => $"{Id} ({State})";
}
