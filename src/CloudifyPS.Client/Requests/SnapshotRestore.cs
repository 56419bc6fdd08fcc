namespace CloudifyPS.Client.Requests;

/// <summary>
/// The options of a snapshot restore. All options are sent, because the required ones differ between managers.
/// </summary>
internal sealed class SnapshotRestore
{
    /// <summary>Whether the snapshot is restored even if the manager is not empty.</summary>
    public bool Force { get; init; }

    /// <summary>Whether the deployments' environments are created again. Only managers before 6.0.</summary>
    public bool RecreateDeploymentsEnvs { get; init; } = true;

    /// <summary>Whether the manager's certificates are restored and the manager reboots.</summary>
    public bool RestoreCertificates { get; init; }

    /// <summary>Whether the manager does not reboot after its certificates have been restored.</summary>
    public bool NoReboot { get; init; }
}
