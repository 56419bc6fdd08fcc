using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Downloads the archives of blueprints.</summary>
[Cmdlet(VerbsData.Save, "CfyBlueprint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[Alias("Export-CfyBlueprint")]
[OutputType(typeof(FileInfo))]
public sealed class SaveCfyBlueprintCommand : SaveResourceCommand
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("BlueprintId")]
    [ResourceKey(nameof(Blueprint.BlueprintId))]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public string[] Id { get; set; } = [];

    internal override string Noun => "blueprint";

    internal override string[] Keys => Id;

    internal override Task<string> DownloadAsync(
        string key, DownloadTarget target, IProgress<TransferProgress> progress, CancellationToken cancellationToken) =>
        Client.Blueprints.DownloadAsync(key, target, progress, cancellationToken);
}
