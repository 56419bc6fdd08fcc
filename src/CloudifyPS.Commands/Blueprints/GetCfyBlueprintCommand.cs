using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Gets blueprints.</summary>
[Cmdlet(VerbsCommon.Get, "CfyBlueprint", SupportsPaging = true)]
[OutputType(typeof(Blueprint))]
public sealed class GetCfyBlueprintCommand : GetResourceCommand<Blueprint>
{
    /// <summary>Ids, with wildcards. Without it, all blueprints.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("BlueprintId")]
    [ResourceKey(nameof(Blueprint.BlueprintId))]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public string[]? Id { get; set; }

    internal override string Noun => "blueprint";

    internal override string[]? Keys => Id;

    internal override ResourceClient<Blueprint> Resources => Client.Blueprints;

    internal override bool SearchFindsKey => true;

    internal override string? KeyOf(Blueprint resource) => resource.Id;
}
