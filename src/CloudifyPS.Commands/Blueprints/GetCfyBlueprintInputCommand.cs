using System.Collections;
using System.Management.Automation;
using CloudifyPS.Commands.Input;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Gets the inputs that blueprints declare.</summary>
[Cmdlet(VerbsCommon.Get, "CfyBlueprintInput", DefaultParameterSetName = BlueprintIdSet)]
[OutputType(typeof(BlueprintInput))]
public sealed class GetCfyBlueprintInputCommand : BlueprintPlanCommand
{
    private protected override void ProcessPlan(string name, JObject plan, Blueprint? blueprint)
    {
        foreach (var input in (plan["inputs"] as JObject ?? []).Properties())
        {
            var described = Describe(blueprint, input.Name, JsonTree.ToPlain(input.Value as JObject ?? []));
            WriteResource(blueprint is null ? described : Client.AttachSession(described));
        }
    }

    private static BlueprintInput Describe(Blueprint? blueprint, string name, IDictionary declaration) => new()
    {
        BlueprintId = blueprint?.Id,
        TenantName = blueprint?.TenantName,
        CreatedBy = blueprint?.CreatedBy,
        Visibility = blueprint?.Visibility,
        Name = name,
        Type = declaration["type"] as string,
        Description = declaration["description"] as string,
        Default = declaration["default"],

        // An input without a default is required, unless its declaration contains `required: false`.
        Required = declaration["required"] as bool? != false && !declaration.Contains("default"),
        DisplayLabel = declaration["display_label"] as string,
        Constraints = (declaration["constraints"] as object?[])?.OfType<IDictionary>().ToArray(),
    };
}
