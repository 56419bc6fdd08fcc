using System.Collections;
using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>
/// Uploads blueprints: a folder, which is packed while it is sent, a yaml file, which stands for its folder, an
/// archive, or an address that the manager fetches.
/// </summary>
[Cmdlet(VerbsData.Publish, "CfyBlueprint", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low,
    DefaultParameterSetName = PathSet)]
[Alias("Import-CfyBlueprint")]
[OutputType(typeof(Blueprint))]
public sealed class PublishCfyBlueprintCommand : PublishResourceCommand
{
    /// <summary>The id it gets. Without it, the name of the folder or the archive.</summary>
    [Parameter(Position = 1)]
    [Alias("BlueprintId")]
    public string? Id { get; set; }

    /// <summary>The yaml file to parse, relative to the root of the archive. Without it, blueprint.yaml.</summary>
    [Parameter]
    public string? ApplicationFileName { get; set; }

    /// <summary>Who can see it (managers from 4.3 on).</summary>
    [Parameter]
    [ValidateSet("private", "tenant", "global")]
    public string? Visibility { get; set; }

    /// <summary>Labels: @{ env = 'prod'; team = 'a', 'b' } (managers from 6.0 on).</summary>
    [Parameter]
    public Hashtable? Label { get; set; }

    /// <summary>Returns before the manager has parsed it (managers from 5.2 on).</summary>
    [Parameter]
    public SwitchParameter NoWait { get; set; }

    private protected override UploadSource Source(string path) => UploadSource.FromBlueprint(path);

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
        };
        using var progress = new ProgressDisplay(this, $"Uploading blueprint '{id}'");
        WriteResource(Run(token => Client.Blueprints.UploadAsync(id, source, upload, progress, token)));
    }
}
