using System.Management.Automation;

namespace CloudifyPS;

/// <summary>
/// A running simulator, made by Start-CfySimulator. It pipes into Connect-CfyManager.
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

    /// <summary>The address: plain http on the loopback interface.</summary>
    public Uri Manager { get; }

    /// <summary>Its administrator.</summary>
    public PSCredential Credential { get; }

    /// <summary>The manager version that it plays.</summary>
    public string Version { get; }

    /// <summary>False once Stop-CfySimulator has ended it.</summary>
    public bool IsRunning { get; internal set; } = true;

    /// <summary>The server; disposing it frees the port.</summary>
    internal IDisposable Server { get; }

    /// <summary>simulator at address</summary>
    public override string ToString() => $"simulator {Version} at {Manager}";
}
