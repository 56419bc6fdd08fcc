using System.Management.Automation;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Manager;

/// <summary>Gets the status of the manager and its services.</summary>
[Cmdlet(VerbsCommon.Get, "CfyManagerStatus")]
[Alias("Get-CfyStatus")]
[OutputType(typeof(ManagerStatus))]
public sealed class GetCfyManagerStatusCommand : CfySessionCmdlet
{
    /// <summary>Gets the overall status without the services. Manager 5.0.5 and later.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    internal override void Process() =>
        ProcessInput(Session, () => WriteResource(Run(token => Client.Manager.GetStatusAsync(Summary, token))));
}
