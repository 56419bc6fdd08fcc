using System.Management.Automation;

namespace CloudifyPS;

/// <summary>
/// A running simulator. Start-CfySimulator creates it; pipe it to Connect-CfyManager to open a session.
/// </summary>
public sealed class CfySimulator
{
    internal CfySimulator(Uri manager, PSCredential credential, string version, IDisposable server)
    {
        Manager = manager;
        Credential = credential;
        Version = version;
        Server = server;
    }

    /// <summary>Gets the address, which uses HTTP on the loopback interface.</summary>
    public Uri Manager { get; }

    /// <summary>Gets the credential of the administrator.</summary>
    public PSCredential Credential { get; }

    /// <summary>Gets the simulated version of the manager.</summary>
    public string Version { get; }

    /// <summary>Gets whether the simulator is running. Stop-CfySimulator stops it.</summary>
    public bool IsRunning { get; internal set; } = true;

    /// <summary>Gets the server. Disposing it releases the port.</summary>
    internal IDisposable Server { get; }

    /// <summary>Returns the version and the address.</summary>
    public override string ToString() => $"simulator {Version} at {Manager}";
}
