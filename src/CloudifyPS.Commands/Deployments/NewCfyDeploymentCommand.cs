using System.Collections;
using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Blueprints;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Deployments;

/// <summary>Creates a deployment of a blueprint, and waits until its environment exists.</summary>
[Cmdlet(VerbsCommon.New, "CfyDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Deployment))]
public sealed class NewCfyDeploymentCommand : CfySessionCmdlet
{
    private readonly InputCheck _check;

    /// <summary>Creates the cmdlet.</summary>
    public NewCfyDeploymentCommand() => _check = new InputCheck(this);

    /// <summary>The ID of the new deployment.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DeploymentId")]
    [ValidateNotNullOrEmpty]
    public string Id { get; set; } = string.Empty;

    /// <summary>The ID of the blueprint.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(Blueprint), nameof(Blueprint.BlueprintId))]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string BlueprintId { get; set; } = string.Empty;

    /// <summary>
    /// The inputs: a hashtable, an object whose properties are the inputs, name=value, JSON or YAML, the path of a file
    /// or folder, or several of these.
    /// </summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [Alias("Input")]
    public object? Inputs { get; set; }

    /// <summary>
    /// The paths of YAML or JSON files with inputs, or of folders with such files. A later file overrides an earlier
    /// one, and -Inputs overrides all files.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
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

    /// <summary>Skips the check that the plugins of the blueprint are installed on the manager.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FlagText]
    public SwitchParameter SkipPluginsValidation { get; set; }

    /// <summary>The visibility: private, tenant or global. Manager 4.3 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [FixedValues(typeof(FixedValues.Visibilities))]
    [ArgumentCompleter(typeof(FixedValues.Visibilities))]
    public string? Visibility { get; set; }

    /// <summary>The site of the deployment. Manager 5.0 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? SiteName { get; set; }

    /// <summary>The labels, such as @{ env = 'prod'; team = 'a', 'b' }. Manager 5.2 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [LabelText]
    public Hashtable? Label { get; set; }

    /// <summary>The display name. Manager 6.0 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? DisplayName { get; set; }

    /// <summary>Returns before the environment of the deployment exists.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>The maximum number of seconds to wait. The manager continues after that.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSec { get; set; }

    internal override void Process() => ProcessInput(Id, () =>
    {
        // The Id and the Visibility of a piped blueprint are not those of the new deployment.
        if (!IsWanted(nameof(Id)))
        {
            throw new ArgumentException("-Id is required. The Id of a piped blueprint is not used for the deployment.");
        }

        var inputs = new InputReader(this, "-Inputs", MergeInputs).Read(InputFile, Inputs);
        if (!ShouldChange($"deployment '{Id}' of blueprint '{BlueprintId}'", "New"))
        {
            return;
        }

        _check.Require(BlueprintId, inputs);
        var creation = new DeploymentCreation
        {
            BlueprintId = BlueprintId,
            Inputs = JsonTree.ToPlain(inputs),
            SkipPluginsValidation = SkipPluginsValidation,
            Visibility = IsWanted(nameof(Visibility)) ? Visibility : null,
            SiteName = SiteName.NullIfEmpty(),
            Labels = LabelInput.ToPairs(Label),
            DisplayName = DisplayName.NullIfEmpty(),
            NoWait = NoWait,
            WaitLimit = Seconds(TimeoutSec),
        };
        WriteResource(Run(token => Client.Deployments.CreateAsync(Id, creation, token)));
    });
}
