using System.Management.Automation;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Session;

/// <summary>Closes sessions: those given, or the default one. What is under way in them ends.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "CfyManager")]
public sealed class DisconnectCfyManagerCommand : CfyCmdlet
{
    /// <summary>The sessions to close. Without it, the default one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Connection")]
    public CfySession[]? Session { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var store = SessionStore.Current;
        foreach (var session in Session ?? (store.Default is { } current ? [current] : []))
        {
            store.Close(session);
        }
    }
}
