using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Gets blueprints.</summary>
[Cmdlet(VerbsCommon.Get, "CfyBlueprint", SupportsPaging = true)]
[OutputType(typeof(Blueprint))]
public sealed class GetCfyBlueprintCommand : GetResourceCommand<Blueprint>
{
    /// <summary>The IDs of the blueprints. Wildcards are permitted. The default is all blueprints.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [Alias("BlueprintId")]
    [ResourceKey(typeof(Blueprint), nameof(Blueprint.BlueprintId))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string[]? Id { get; set; }

    internal override string[]? Keys => Id;
}
