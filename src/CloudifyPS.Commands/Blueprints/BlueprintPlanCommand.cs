using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>The base class of cmdlets that read the plan of a blueprint, on the manager or in a folder.</summary>
public abstract class BlueprintPlanCommand : CfySessionCmdlet
{
    private protected const string BlueprintIdSet = "BlueprintId";
    private protected const string PathSet = "Path";

    private OfflinePlanner _planner = null!;

    /// <summary>The IDs of the blueprints.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ParameterSetName = BlueprintIdSet)]
    [Alias("Id")]
    [ResourceKey(typeof(Blueprint), nameof(Blueprint.BlueprintId))]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string[] BlueprintId { get; set; } = [];

    /// <summary>The paths of folders with a blueprint, or of YAML files. No manager is needed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [PathText]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The path of the blueprint file, relative to the folder. The default is blueprint.yaml.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public string? ApplicationFileName { get; set; }

    /// <summary>The paths of the plugin.yaml files of the plugins that the blueprint imports.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [PathText]
    [SupportsWildcards]
    public string[] PluginPath { get; set; } = [];

    /// <summary>Downloads what the blueprint imports by an address.</summary>
    [Parameter(ParameterSetName = PathSet)]
    public SwitchParameter AllowDownload { get; set; }

    internal override bool IsOffline => ParameterSetName == PathSet;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _planner = new OfflinePlanner(this, PluginPath, AllowDownload);
    }

    /// <summary>Processes one blueprint.</summary>
    /// <param name="name">Its name for messages.</param>
    /// <param name="plan">Its plan.</param>
    /// <param name="blueprint">The blueprint on the manager; null if it is in a folder.</param>
    private protected abstract void ProcessPlan(string name, JObject plan, Blueprint? blueprint);

    internal override void Process()
    {
        foreach (var id in BlueprintId)
        {
            ProcessInput(id, () =>
            {
                var blueprint = Run(token => Client.Blueprints.GetAsync(id, null, token));
                ProcessPlan(id, JsonTree.FromPlain(blueprint.Plan ?? throw NotParsed(blueprint)), blueprint);
            });
        }

        ProcessPaths(
            Path, path => ProcessPlan(this.Shown(path), _planner.Require(path, ApplicationFileName), blueprint: null));
    }

    private static CfyUploadException NotParsed(Blueprint blueprint) =>
        new($"Blueprint '{blueprint.Id}' has no plan (state '{blueprint.State}').");
}
