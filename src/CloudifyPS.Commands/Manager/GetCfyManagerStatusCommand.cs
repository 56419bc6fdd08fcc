using System.Management.Automation;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Manager;

/// <summary>Gets how the manager and its services are.</summary>
[Cmdlet(VerbsCommon.Get, "CfyManagerStatus")]
[Alias("Get-CfyStatus")]
[OutputType(typeof(ManagerStatus))]
public sealed class GetCfyManagerStatusCommand : CfySessionCmdlet
{
    /// <summary>Only the status, without the services (managers from 5.0.5 on).</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Attempt(Session, () => WriteResource(Run(token => Client.Manager.GetStatusAsync(Summary, token))));
}
