using System.Management.Automation;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Commands.Manager;

/// <summary>Gets what the manager is: version, edition, build.</summary>
[Cmdlet(VerbsCommon.Get, "CfyManagerVersion")]
[Alias("Get-CfyVersion")]
[OutputType(typeof(ManagerVersion))]
public sealed class GetCfyManagerVersionCommand : CfySessionCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        Attempt(Session, () => WriteResource(Run(Client.Manager.GetVersionAsync)));
}
