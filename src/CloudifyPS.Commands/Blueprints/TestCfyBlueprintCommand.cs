using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Input;
using CloudifyPS.Dsl.Offline;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Validates blueprints, on a manager or without one.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CfyBlueprint", DefaultParameterSetName = ManagerSet)]
[OutputType(typeof(bool))]
[OutputType(typeof(Problem))]
public sealed class TestCfyBlueprintCommand : CfySessionCmdlet
{
    private const string ManagerSet = "Manager";
    private const string OfflineSet = "Offline";

    private OfflinePlanner _planner = null!;

    /// <summary>The paths of folders, YAML files or, with a manager, archives.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [PathText]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>
    /// The path of the blueprint file, relative to the folder or the root of the archive. The default is
    /// blueprint.yaml.
    /// </summary>
    [Parameter]
    public string? ApplicationFileName { get; set; }

    /// <summary>Validates without a manager.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfflineSet)]
    public SwitchParameter Offline { get; set; }

    /// <summary>The paths of the plugin.yaml files of the plugins that the blueprint imports.</summary>
    [Parameter(ParameterSetName = OfflineSet)]
    [PathText]
    [SupportsWildcards]
    public string[] PluginPath { get; set; } = [];

    /// <summary>Downloads what the blueprint imports by an address.</summary>
    [Parameter(ParameterSetName = OfflineSet)]
    public SwitchParameter AllowDownload { get; set; }

    /// <summary>Uploads the files and folders that links lead to, where these are outside of the folder.</summary>
    [Parameter(ParameterSetName = ManagerSet)]
    public SwitchParameter FollowSymlink { get; set; }

    /// <summary>The maximum number of seconds to wait. The manager continues after that.</summary>
    [Parameter(ParameterSetName = ManagerSet)]
    [Alias("Timeout")]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int? TimeoutSec { get; set; }

    /// <summary>Returns the problems instead of true or false.</summary>
    [Parameter]
    public SwitchParameter Detailed { get; set; }

    internal override bool IsOffline => Offline;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _planner = new OfflinePlanner(this, PluginPath, AllowDownload);
    }

    internal override void Process() => ProcessPaths(Path, TestOne);

    private void TestOne(string path)
    {
        IReadOnlyList<Problem> problems;
        if (Offline)
        {
            _ = _planner.Plan(path, ApplicationFileName, out problems);
        }
        else
        {
            problems = Validate(path);
        }

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
            throw new CfyValidationException($"Blueprint '{this.Shown(path)}' is", problems, isOfInputs: false);
        }
    }

    private Problem[] Validate(string path)
    {
        var source = UploadSource.FromBlueprint(path, FollowSymlink);
        var upload = new BlueprintUpload
        {
            ApplicationFileName = ApplicationFileName,
            WaitLimit = Seconds(TimeoutSec),
        };
        using var progress = new ProgressDisplay(this, $"Uploading blueprint '{source.Name}'");
        var message = Run(token => Client.Blueprints.ValidateAsync(source, upload, progress, token));
        if (message is null)
        {
            return [];
        }

        var fault = BlueprintFault.Parse(message);
        var folder = new BlueprintFolder(path, ApplicationFileName);
        return [_planner.ProblemOf(source.IsFolder ? folder.Locate(fault) : fault, folder.Folder)];
    }
}
