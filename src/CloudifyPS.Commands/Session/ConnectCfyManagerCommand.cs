using System.Management.Automation;

namespace CloudifyPS.Commands;

/// <summary>Opens a session.</summary>
[Cmdlet(VerbsCommunications.Connect, "CfyManager")]
public sealed class ConnectCfyManagerCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject("stub");
}
