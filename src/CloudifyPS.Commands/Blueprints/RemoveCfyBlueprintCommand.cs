using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Removes blueprints.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyBlueprint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Blueprint))]
public sealed class RemoveCfyBlueprintCommand : RemoveResourceCommand<Blueprint>
{
    /// <summary>Ids.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("BlueprintId")]
    [ResourceKey(nameof(Blueprint.BlueprintId))]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public string[] Id { get; set; } = [];

    /// <summary>Removes it even if other blueprints import it (managers from 4.6 on).</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override string Noun => "blueprint";

    internal override string[] Keys => Id;

    internal override ResourceClient<Blueprint> Resources => Client.Blueprints;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Blueprints.DeleteAsync(key, Force, cancellationToken);
}
