namespace CloudifyPS.Client.Requests;

/// <summary>How a snapshot is restored. Everything is always sent: some keys are required, and which differs.</summary>
internal sealed class SnapshotRestore
{
    /// <summary>Restores even if the manager is not empty.</summary>
    public bool Force { get; init; }

    /// <summary>Creates the deployments' environments again. Managers before 6.0.</summary>
    public bool RecreateDeploymentsEnvs { get; init; } = true;

    /// <summary>Restores the manager's certificates, and reboots it.</summary>
    public bool RestoreCertificates { get; init; }

    /// <summary>Restores the certificates without a reboot.</summary>
    public bool NoReboot { get; init; }
}
