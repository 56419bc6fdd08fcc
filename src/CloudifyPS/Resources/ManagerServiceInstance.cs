namespace CloudifyPS;

/// <summary>
/// A systemd unit or a supervised process of a manager service: <c>services</c> of <c>GET /status</c>.
/// </summary>
public sealed class ManagerServiceInstance : Resource
{
    /// <summary>Gets or sets the name of the unit or process.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the description of the unit or process.</summary>
    public string? Description { get; set; }

    /// <summary>Gets or sets the state, such as running, dead or exited.</summary>
    public string? State { get; set; }

    /// <summary>Gets or sets the ActiveState of the systemd unit.</summary>
    public string? ActiveState { get; set; }

    /// <summary>Gets or sets the SubState of the systemd unit.</summary>
    public string? SubState { get; set; }

    /// <summary>Gets or sets the LoadState of the systemd unit.</summary>
    public string? LoadState { get; set; }

    /// <summary>Gets or sets the process identifier (<c>MainPID</c>).</summary>
    public int? MainPid { get; set; }

    /// <summary>Returns the unit and the state.</summary>
    public override string ToString() => $"{Id} ({State})";
}
