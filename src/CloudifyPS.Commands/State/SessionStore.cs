using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using CloudifyPS.Client;

namespace CloudifyPS.Commands.State;

/// <summary>Holds the sessions and simulators of a runspace. Each runspace of the process has its own store.</summary>
internal sealed class SessionStore
{
    private static readonly ConditionalWeakTable<Runspace, SessionStore> Stores = new();

    private readonly List<CfySession> _sessions = [];
    private readonly List<CfySimulator> _simulators = [];

    /// <summary>Gets the store of the current runspace.</summary>
    public static SessionStore Current => Stores.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>Gets the default session, which cmdlets without -Session use; null if there is none.</summary>
    public CfySession? Default { get; private set; }

    /// <summary>Gets the open sessions, the oldest first.</summary>
    public IReadOnlyList<CfySession> Sessions => _sessions.ToArray();

    /// <summary>Gets the running simulators, the oldest first.</summary>
    public IReadOnlyList<CfySimulator> Simulators => _simulators.ToArray();

    /// <summary>Adds a session and makes it the default.</summary>
    public void Add(CfySession session)
    {
        _sessions.Add(session);
        Default = session;
    }

    /// <summary>
    /// Closes a session. If it was the default session, the session that was opened last becomes the default.
    /// </summary>
    public void Close(CfySession session)
    {
        ManagerClient.Disconnect(session);
        _sessions.Remove(session);
        if (Default == session)
        {
            Default = _sessions.LastOrDefault();
        }
    }

    public void Add(CfySimulator simulator) => _simulators.Add(simulator);

    /// <summary>Stops a simulator and removes it from the store.</summary>
    public void Stop(CfySimulator simulator)
    {
        simulator.IsRunning = false;
        simulator.Server.Dispose();
        _simulators.Remove(simulator);
    }

    /// <summary>Closes all sessions and stops all simulators of this runspace.</summary>
    public void Clear()
    {
        foreach (var session in Sessions)
        {
            Close(session);
        }

        foreach (var simulator in Simulators)
        {
            Stop(simulator);
        }
    }
}
