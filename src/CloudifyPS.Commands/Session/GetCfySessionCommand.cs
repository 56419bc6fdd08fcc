using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.State;

namespace CloudifyPS.Commands.Session;

/// <summary>Gets the open sessions of the runspace. The last one is the default session.</summary>
[Cmdlet(VerbsCommon.Get, "CfySession")]
[OutputType(typeof(CfySession))]
public sealed class GetCfySessionCommand : CfyCmdlet
{
    /// <summary>Gets the default session only.</summary>
    [Parameter]
    public SwitchParameter Default { get; set; }

    internal override void Process()
    {
        var store = SessionStore.Current;
        if (!Default)
        {
            WriteObject(store.Sessions, enumerateCollection: true);
        }
        else if (store.Default is { } session)
        {
            WriteObject(session);
        }
    }
}
