using System.Management.Automation;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;
using CloudifyPS.Dsl.Inputs;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Checks inputs against a blueprint, as New-CfyDeployment does, and creates nothing.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CfyInput", DefaultParameterSetName = BlueprintIdSet)]
[OutputType(typeof(bool))]
[OutputType(typeof(Problem))]
public sealed class TestCfyInputCommand : BlueprintPlanCommand
{
    /// <summary>
    /// The inputs: a hashtable, an object whose properties are the inputs, name=value, JSON or YAML, the path of a file
    /// or folder, or several of these.
    /// </summary>
    [Parameter(Position = 1)]
    [Alias("Input")]
    public object? Inputs { get; set; }

    /// <summary>
    /// The paths of YAML or JSON files with inputs, or of folders with such files. A later file overrides an earlier
    /// one, and -Inputs overrides all files.
    /// </summary>
    [Parameter]
    [PathText]
    [SupportsWildcards]
    public string[] InputFile { get; set; } = [];

    /// <summary>
    /// Shallow if an object in a later source replaces the earlier object; Deep if the two objects are merged.
    /// </summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.MergeModes))]
    [ArgumentCompleter(typeof(FixedValues.MergeModes))]
    public string? MergeInputs { get; set; }

    /// <summary>Returns the problems instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    private protected override void ProcessPlan(string name, JObject plan, Blueprint? blueprint)
    {
        var inputs = new InputReader(this, "-Inputs", MergeInputs).Read(InputFile, Inputs);
        var checksValues = blueprint is null || Client.Deployments.ChecksInputValues;
        var problems = InputCheck.Problems(new InputDeclarations(plan).Check(inputs, checksValues));
        if (Detailed)
        {
            WriteObject(problems, enumerateCollection: true);
        }
        else
        {
            WriteObject(problems.Count == 0);
        }

        if (problems.Count > 0)
        {
            throw InputCheck.Invalid(name, problems);
        }
    }
}
