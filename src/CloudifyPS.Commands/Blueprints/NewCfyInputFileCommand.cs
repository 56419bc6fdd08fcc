using System.Management.Automation;
using System.Text;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Input;
using CloudifyPS.Dsl.Inputs;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Writes a YAML file with the inputs of a blueprint, their descriptions and default values.</summary>
[Cmdlet(VerbsCommon.New, "CfyInputFile", DefaultParameterSetName = BlueprintIdSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class NewCfyInputFileCommand : BlueprintPlanCommand
{
    /// <summary>The path of the file, or a folder, in which the file is named after the blueprint.</summary>
    [Parameter(Position = 1)]
    [Alias("OutFile")]
    public string DestinationPath { get; set; } = ".";

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    private protected override void ProcessPlan(string name, JObject plan, Blueprint? blueprint)
    {
        var destination = this.ResolveNew(DestinationPath);
        if (!ShouldProcess(destination, $"Save the inputs of blueprint '{name}'"))
        {
            return;
        }

        var content = Encoding.UTF8.GetBytes(InputTemplate.Write(plan, name));
        var target = new DownloadTarget(destination, Force);
        this.WriteFile(Run(token => target.SaveLocalAsync(
            new MemoryStream(content), System.IO.Path.GetFileNameWithoutExtension(name) + "-inputs.yaml", token)));
    }
}
