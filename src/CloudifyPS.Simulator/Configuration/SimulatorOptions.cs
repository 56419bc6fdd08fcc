namespace CloudifyPS.Simulator.Configuration;

/// <summary>The version, edition, speed and behavior of a simulated manager.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Gets or sets the TCP port on the loopback interface; 0 selects a free port.</summary>
    public int Port { get; set; }

    /// <summary>Gets or sets the manager version that is simulated.</summary>
    public string Version { get; set; } = "7.0.5";

    /// <summary>Gets or sets whether the premium edition is simulated, with tenants, users and user groups.</summary>
    public bool Premium { get; set; } = true;

    /// <summary>Gets or sets the name of the administrator.</summary>
    public string AdminUserName { get; set; } = "admin";

    /// <summary>Gets or sets the password of the administrator.</summary>
    public string AdminPassword { get; set; } = "admin";

    /// <summary>
    /// Gets or sets the factor by which workflows run faster than in real time. At 1 the installation of a small
    /// blueprint takes a few seconds. At 0 or infinity workflows end immediately.
    /// </summary>
    public double Speed { get; set; } = 1;

    /// <summary>
    /// Gets or sets the duration of an operation at speed 1, in addition to the pauses of its script.
    /// </summary>
    public TimeSpan OperationTime { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Gets or sets the clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Gets the operations that fail, take longer or set runtime properties.</summary>
    public IList<OperationBehavior> Operations { get; } = [];
}
