namespace CloudifyPS.Simulator;

/// <summary>What the simulator plays, and how fast.</summary>
public sealed class SimulatorOptions
{
    /// <summary>The TCP port on the loopback interface; 0 takes any free one.</summary>
    public int Port { get; set; }

    /// <summary>The manager version that it plays.</summary>
    public string Version { get; set; } = "7.0.5";

    /// <summary>Whether it is the premium edition, with tenants, users and user groups.</summary>
    public bool Premium { get; set; } = true;

    /// <summary>The administrator's name.</summary>
    public string AdminUserName { get; set; } = "admin";

    /// <summary>The administrator's password.</summary>
    public string AdminPassword { get; set; } = "admin";

    /// <summary>
    /// How many times faster than usual workflows run. At 1 an install of a small blueprint takes a few seconds;
    /// 0 and infinity mean instantly.
    /// </summary>
    public double Speed { get; set; } = 1;

    /// <summary>How long an operation of a node takes at speed 1, beyond what its script sleeps.</summary>
    public TimeSpan OperationTime { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The clock.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How long each answer waits, for scripts that are to survive a slow manager.</summary>
    public TimeSpan ResponseDelay { get; set; }

    /// <summary>Every so many requests one gets no answer: its connection is closed. 0 means never.</summary>
    public int DropEvery { get; set; }

    /// <summary>What chosen operations do otherwise than usual: fail, take longer, leave runtime properties.</summary>
    public IList<OperationBehavior> Operations { get; } = [];
}
