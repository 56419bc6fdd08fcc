using System.Collections;
using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>
/// Uploads a blueprint from a folder, which is packed during the upload; from a YAML file, whose folder is uploaded;
/// from an archive; or from a URL, which the manager downloads.
/// </summary>
[Cmdlet(VerbsData.Publish, "CfyBlueprint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = PathSet)]
[Alias("Import-CfyBlueprint")]
[OutputType(typeof(Blueprint))]
public sealed class PublishCfyBlueprintCommand : PublishResourceCommand
{
    /// <summary>The ID of the blueprint. The default is the name of the folder or the archive.</summary>
    [Parameter(Position = 1)]
    [Alias("BlueprintId")]
    public string? Id { get; set; }

    /// <summary>
    /// The address from which the manager downloads the archive; or org/repo or org/repo:branch for GitHub.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = UriSet)]
    [AddressText(AllowsRepository = true)]
    public override Uri? Uri { get; set; }

    /// <summary>
    /// The path of the blueprint file, relative to the root of the archive. The default is blueprint.yaml.
    /// </summary>
    [Parameter]
    public string? ApplicationFileName { get; set; }

    /// <summary>The visibility: private, tenant or global. Manager 4.3 and later.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.Visibilities))]
    [ArgumentCompleter(typeof(FixedValues.Visibilities))]
    public string? Visibility { get; set; }

    /// <summary>The labels, such as @{ env = 'prod'; team = 'a', 'b' }. Manager 6.0 and later.</summary>
    [Parameter]
    public Hashtable? Label { get; set; }

    /// <summary>Returns before the manager has parsed the blueprint. Manager 5.2 and later.</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    /// <summary>The maximum number of seconds to wait. The manager continues after that.</summary>
    [Parameter]
    [Alias("Timeout")]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSec { get; set; }

    /// <summary>
    /// Uploads the targets of links that point outside the folder. Without this parameter, such a link causes an error.
    /// </summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter FollowSymlink { get; set; }

    private protected override UploadSource Source(string path) => UploadSource.FromBlueprint(path, FollowSymlink);

    private protected override void Upload(UploadSource source)
    {
        var id = Id ?? source.Name;
        if (!ShouldChange($"blueprint '{id}'", "Publish"))
        {
            return;
        }

        var upload = new BlueprintUpload
        {
            ApplicationFileName = ApplicationFileName,
            Visibility = Visibility,
            Labels = LabelInput.ToPairs(Label),
            NoWait = NoWait,
            WaitLimit = Seconds(TimeoutSec),
        };
        using var progress = new ProgressDisplay(this, $"Uploading blueprint '{id}'");
        WriteResource(Run(token => Client.Blueprints.UploadAsync(id, source, upload, progress, token)));
    }
}
