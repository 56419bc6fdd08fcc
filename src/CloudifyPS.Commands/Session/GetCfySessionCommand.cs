using System.Management.Automation;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Session;

/// <summary>Gets the open sessions of this runspace; the last one is the default.</summary>
[Cmdlet(VerbsCommon.Get, "CfySession")]
[OutputType(typeof(CfySession))]
public sealed class GetCfySessionCommand : CfyCmdlet
{
    /// <summary>Only the default one: the session that cmdlets use when they are given none.</summary>
    [Parameter]
    public SwitchParameter Default { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
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
