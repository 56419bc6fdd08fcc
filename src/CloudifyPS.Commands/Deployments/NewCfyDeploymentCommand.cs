using System.Collections;
using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Deployments;

/// <summary>Creates a deployment of a blueprint, and waits until its environment exists.</summary>
[Cmdlet(VerbsCommon.New, "CfyDeployment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(Deployment))]
public sealed class NewCfyDeploymentCommand : CfySessionCmdlet
{
    /// <summary>The id it gets.</summary>
    [Parameter(Position = 0, Mandatory = true)]
    [Alias("DeploymentId")]
    [ValidateNotNullOrEmpty]
    public string Id { get; set; } = string.Empty;

    /// <summary>The blueprint.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(nameof(Blueprint.BlueprintId))]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public string BlueprintId { get; set; } = string.Empty;

    /// <summary>The inputs: a hashtable, or an object whose properties are the inputs.</summary>
    [Parameter(Position = 2)]
    [Alias("Input")]
    public object? Inputs { get; set; }

    /// <summary>JSON files with inputs. A later file wins over an earlier one, -Inputs over all of them.</summary>
    [Parameter]
    public string[] InputFile { get; set; } = [];

    /// <summary>Does not look whether the blueprint's plugins are there.</summary>
    [Parameter]
    public SwitchParameter SkipPluginsValidation { get; set; }

    /// <summary>Who can see it (managers from 4.3 on).</summary>
    [Parameter]
    [ValidateSet("private", "tenant", "global")]
    public string? Visibility { get; set; }

    /// <summary>The site to assign it to (managers from 5.0 on).</summary>
    [Parameter]
    public string? SiteName { get; set; }

    /// <summary>Labels: @{ env = 'prod'; team = 'a', 'b' } (managers from 5.2 on).</summary>
    [Parameter]
    public Hashtable? Label { get; set; }

    /// <summary>The name to show (managers from 6.0 on).</summary>
    [Parameter]
    public string? DisplayName { get; set; }

    /// <summary>Returns before its environment exists.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Id, () =>
    {
        if (!ShouldChange($"deployment '{Id}' of blueprint '{BlueprintId}'", "New"))
        {
            return;
        }

        var creation = new DeploymentCreation
        {
            BlueprintId = BlueprintId,
            Inputs = CollectInputs(),
            SkipPluginsValidation = SkipPluginsValidation,
            Visibility = Visibility,
            SiteName = SiteName,
            Labels = LabelInput.ToPairs(Label),
            DisplayName = DisplayName,
            NoWait = NoWait,
        };
        WriteResource(Run(token => Client.Deployments.CreateAsync(Id, creation, token)));
    });

    private IDictionary CollectInputs()
    {
        IDictionary inputs = new System.Collections.Specialized.OrderedDictionary();
        foreach (var source in InputFile.SelectMany(path => this.Resolve(path, isLiteral: false))
            .Select(JsonInput.FromFile)
            .Append(JsonInput.ToDictionary(Inputs, "-Inputs") ?? new Hashtable()))
        {
            foreach (DictionaryEntry entry in source)
            {
                inputs[entry.Key] = entry.Value;
            }
        }

        return inputs;
    }
}
