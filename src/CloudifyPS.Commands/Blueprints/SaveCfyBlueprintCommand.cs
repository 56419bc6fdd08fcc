using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Downloads the archives of blueprints.</summary>
[Cmdlet(VerbsData.Save, "CfyBlueprint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[Alias("Export-CfyBlueprint")]
[OutputType(typeof(FileInfo))]
public sealed class SaveCfyBlueprintCommand : SaveResourceCommand<Blueprint>
{
    /// <summary>The IDs of the blueprints.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("BlueprintId")]
    [ResourceKey(typeof(Blueprint), nameof(Blueprint.BlueprintId))]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string[] Id { get; set; } = [];

    internal override string[] Keys => Id;

    internal override Task<string> DownloadAsync(
        string key, DownloadTarget target, IProgress<TransferProgress> progress, CancellationToken cancellationToken) =>
        Client.Blueprints.DownloadAsync(key, target, progress, cancellationToken);
}
