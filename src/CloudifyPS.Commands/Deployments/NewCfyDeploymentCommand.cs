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

    /// <summary>The id of the new deployment.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("DeploymentId")]
    [ValidateNotNullOrEmpty]
    public string Id { get; set; } = string.Empty;

    /// <summary>The blueprint.</summary>
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
    /// YAML or JSON files with inputs, or folders of them. Later ones override earlier ones, -Inputs overrides all.
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PathText]
    [SupportsWildcards]
    public string[] InputFile { get; set; } = [];

    /// <summary>Whether a later source replaces an object in the inputs (Shallow), or its keys (Deep).</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.MergeModes))]
    [ArgumentCompleter(typeof(FixedValues.MergeModes))]
    public string? MergeInputs { get; set; }

    /// <summary>Does not check that the manager has the plugins of the blueprint.</summary>
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
        // A blueprint has an Id and a Visibility of its own: they are not those of the deployment.
        if (!IsWanted(nameof(Id)))
        {
            throw new ArgumentException("-Id is required: the deployment does not get the id of its blueprint.");
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
