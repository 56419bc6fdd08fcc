using System.Management.Automation;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Manager;

/// <summary>Gets the version, the edition and the build of the manager.</summary>
[Cmdlet(VerbsCommon.Get, "CfyManagerVersion")]
[Alias("Get-CfyVersion")]
[OutputType(typeof(ManagerVersion))]
public sealed class GetCfyManagerVersionCommand : CfySessionCmdlet
{
    internal override void Process() =>
        ProcessInput(Session, () => WriteResource(Run(Client.Manager.GetVersionAsync)));
}
