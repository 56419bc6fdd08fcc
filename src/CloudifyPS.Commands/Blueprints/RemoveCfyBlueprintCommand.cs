using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Removes blueprints.</summary>
[Cmdlet(VerbsCommon.Remove, "CfyBlueprint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Blueprint))]
public sealed class RemoveCfyBlueprintCommand : RemoveResourceCommand<Blueprint>
{
    /// <summary>The IDs of the blueprints.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("BlueprintId")]
    [ResourceKey(typeof(Blueprint), nameof(Blueprint.BlueprintId), IsOwnKindOnly = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string[] Id { get; set; } = [];

    /// <summary>Removes a blueprint even if other blueprints import it. Manager 4.6 and later.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override string[] Keys => Id;

    internal override Task RemoveAsync(string key, CancellationToken cancellationToken) =>
        Client.Blueprints.DeleteAsync(key, Force, cancellationToken);
}
