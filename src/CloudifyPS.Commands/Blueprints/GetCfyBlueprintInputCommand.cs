using System.Collections;
using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Gets the inputs that blueprints declare: what New-CfyDeployment -Inputs has to give.</summary>
[Cmdlet(VerbsCommon.Get, "CfyBlueprintInput")]
[OutputType(typeof(BlueprintInput))]
public sealed class GetCfyBlueprintInputCommand : CfySessionCmdlet
{
    /// <summary>Ids of blueprints.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [Alias("Id")]
    [ResourceKey(nameof(Blueprint.BlueprintId))]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public string[] BlueprintId { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var id in BlueprintId)
        {
            Attempt(id, () =>
            {
                var blueprint = Run(token => Client.Blueprints.GetAsync(id, null, token));
                foreach (DictionaryEntry entry in blueprint.Plan?["inputs"] as IDictionary ?? new Hashtable())
                {
                    WriteResource(Client.AttachSession(Describe(blueprint, (string)entry.Key, entry.Value as IDictionary)));
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

        // Without a word about it, an input without a default is required.
        Required = declaration?["required"] as bool? != false && declaration?.Contains("default") != true,
        DisplayLabel = declaration?["display_label"] as string,
        Constraints = (declaration?["constraints"] as object?[])?.OfType<IDictionary>().ToArray(),
    };
}
