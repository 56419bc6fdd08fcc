using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using CloudifyPS.Client;

namespace CloudifyPS.Commands.Base;

/// <summary>
/// The sessions and simulators of every runspace. Statics live once in a process; what belongs to a runspace must not
/// be seen by those beside it.
/// </summary>
internal sealed class SessionStore
{
    private static readonly ConditionalWeakTable<Runspace, SessionStore> Stores = new();

    private readonly List<CfySession> _sessions = [];
    private readonly List<CfySimulator> _simulators = [];

    /// <summary>The store of the runspace that runs this.</summary>
    public static SessionStore Current => Stores.GetOrCreateValue(Runspace.DefaultRunspace);

    /// <summary>The session that cmdlets use when they are given none; null when there is none.</summary>
    public CfySession? Default { get; private set; }

    /// <summary>The open sessions, the oldest first.</summary>
    public IReadOnlyList<CfySession> Sessions => _sessions.ToArray();

    /// <summary>The running simulators, the oldest first.</summary>
    public IReadOnlyList<CfySimulator> Simulators => _simulators.ToArray();

    /// <summary>Keeps a session and makes it the default.</summary>
    public void Add(CfySession session)
    {
        _sessions.Add(session);
        Default = session;
    }

    /// <summary>Closes a session. The one that was opened before it becomes the default, if it was that.</summary>
    public void Close(CfySession session)
    {
        ManagerClient.Disconnect(session);
        _sessions.Remove(session);
        if (Default == session)
        {
            Default = _sessions.LastOrDefault();
        }
    }

    /// <summary>Keeps a simulator.</summary>
    public void Add(CfySimulator simulator) => _simulators.Add(simulator);

    /// <summary>Stops a simulator.</summary>
    public void Stop(CfySimulator simulator)
    {
        simulator.IsRunning = false;
        simulator.Server.Dispose();
        _simulators.Remove(simulator);
    }

    /// <summary>Closes and stops everything of this runspace.</summary>
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
