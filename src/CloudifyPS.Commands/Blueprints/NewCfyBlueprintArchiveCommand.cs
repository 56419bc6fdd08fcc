using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Packs blueprints as Publish-CfyBlueprint does. No manager is needed.</summary>
[Cmdlet(VerbsCommon.New, "CfyBlueprintArchive", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class NewCfyBlueprintArchiveCommand : CfyCmdlet
{
    /// <summary>The paths of folders, or of YAML files in them.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [PathText]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The path of the archive, or a folder, in which the archive is named after the blueprint.</summary>
    [Parameter(Position = 1)]
    [Alias("OutFile")]
    public string DestinationPath { get; set; } = ".";

    /// <summary>Archives the files and folders that links lead to, where these are outside of the folder.</summary>
    [Parameter]
    public SwitchParameter FollowSymlink { get; set; }

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    internal override void Process() => ProcessPaths(Path, Pack);

    private void Pack(string path)
    {
        var source = UploadSource.FromBlueprint(path, FollowSymlink);
        if (!source.IsFolder)
        {
            throw new ArgumentException($"'{path}' is an archive already.");
        }

        var destination = this.ResolveNew(DestinationPath);
        if (!ShouldProcess(destination, $"Pack blueprint '{source.Name}'"))
        {
            return;
        }

        var target = new DownloadTarget(destination, Force);
        using var progress = new ProgressDisplay(this, $"Packing blueprint '{source.Name}'");
        this.WriteFile(Run(async token =>
        {
            using var archive = source.Open!(token);
            return await target.SaveLocalAsync(archive, source.Name + ".tar.gz", token, progress).ConfigureAwait(false);
        }));
    }
}
