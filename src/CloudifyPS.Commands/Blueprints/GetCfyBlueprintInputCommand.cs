using System.Collections;
using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Gets the inputs that blueprints declare.</summary>
[Cmdlet(VerbsCommon.Get, "CfyBlueprintInput")]
[OutputType(typeof(BlueprintInput))]
public sealed class GetCfyBlueprintInputCommand : CfySessionCmdlet
{
    /// <summary>The IDs of the blueprints.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Id")]
    [ResourceKey(typeof(Blueprint), nameof(Blueprint.BlueprintId))]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string[] BlueprintId { get; set; } = [];

    internal override void Process()
    {
        foreach (var id in BlueprintId)
        {
            ProcessInput(id, () =>
            {
                var blueprint = Run(token => Client.Blueprints.GetAsync(id, null, token));
                foreach (DictionaryEntry entry in blueprint.Plan?["inputs"] as IDictionary ?? new Hashtable())
                {
                    WriteResource(
                        Client.AttachSession(Describe(blueprint, (string)entry.Key, entry.Value as IDictionary)));
                }
            });
        }
    }

    private static BlueprintInput Describe(Blueprint blueprint, string name, IDictionary? declaration) => new()
    {
        BlueprintId = blueprint.Id,
        TenantName = blueprint.TenantName,
        CreatedBy = blueprint.CreatedBy,
        Visibility = blueprint.Visibility,
        Name = name,
        Type = declaration?["type"] as string,
        Description = declaration?["description"] as string,
        Default = declaration?["default"],

        // An input without a default is required, unless its declaration contains `required: false`.
        Required = declaration?["required"] as bool? != false && declaration?.Contains("default") != true,
        DisplayLabel = declaration?["display_label"] as string,
        Constraints = (declaration?["constraints"] as object?[])?.OfType<IDictionary>().ToArray(),
    };
}
