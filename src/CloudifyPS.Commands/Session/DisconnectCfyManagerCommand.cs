using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.State;

namespace CloudifyPS.Commands.Session;

/// <summary>Closes sessions and cancels their requests. Without -Session, closes the default session.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "CfyManager")]
public sealed class DisconnectCfyManagerCommand : CfyCmdlet
{
    /// <summary>The sessions to close. The default is the default session.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("Connection")]
    public CfySession[]? Session { get; set; }

    internal override void Process()
    {
        var store = SessionStore.Current;
        foreach (var session in Session ?? (store.Default is { } current ? [current] : []))
        {
            store.Close(session);
        }
    }
}
