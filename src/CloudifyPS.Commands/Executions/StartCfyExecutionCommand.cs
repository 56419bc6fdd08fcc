using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Executions;

/// <summary>
/// Starts a workflow of a deployment. Waits until the environment of the deployment has been created.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "CfyExecution", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Execution))]
public sealed class StartCfyExecutionCommand : CfyWaitingCmdlet
{
    /// <summary>The name of the workflow.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Workflow")]
    [ArgumentCompleter(typeof(WorkflowCompleter))]
    public string WorkflowId { get; set; } = string.Empty;

    /// <summary>The IDs of the deployments.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(typeof(Deployment), nameof(Deployment.DeploymentId))]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[] DeploymentId { get; set; } = [];

    /// <summary>
    /// The parameters of the workflow: a hashtable, an object whose properties are the parameters, name=value, JSON or
    /// YAML, the path of a file or folder, or several of these.
    /// </summary>
    [Parameter]
    public object? Parameters { get; set; }

    /// <summary>
    /// The paths of YAML or JSON files with parameters, or of folders with such files. A later file overrides an
    /// earlier one, and -Parameters overrides all files.
    /// </summary>
    [Parameter]
    [PathText]
    [SupportsWildcards]
    public string[] ParameterFile { get; set; } = [];

    /// <summary>
    /// Shallow if an object in a later source replaces the earlier object; Deep if the two objects are merged.
    /// </summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.MergeModes))]
    [ArgumentCompleter(typeof(FixedValues.MergeModes))]
    public string? MergeInputs { get; set; }

    /// <summary>Allows parameters that the workflow does not declare.</summary>
    [Parameter]
    public SwitchParameter AllowCustomParameters { get; set; }

    /// <summary>Starts the execution even if another one is running in the deployment.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Runs the workflow without executing its operations. Manager 4.4 and later.</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>Queues the execution until it can run. Manager 4.5 and later.</summary>
    [Parameter]
    public SwitchParameter Queue { get; set; }

    /// <summary>The time at which to run the workflow. Manager 4.6 and later.</summary>
    [Parameter]
    public DateTimeOffset? ScheduledTime { get; set; }

    /// <summary>
    /// The maximum number of executions that run at the same time. Requires -Wait. By default, all are started at once.
    /// </summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? ThrottleLimit { get; set; }

    internal override void Process()
    {
        if (Wait && ScheduledTime is not null)
        {
            ThrowTerminatingError(ErrorRecordFactory.InvalidArgument(
                "-Wait cannot be used with -ScheduledTime, because the manager returns no ID for a scheduled "
                + "execution."));
        }

        if (ThrottleLimit is not null && !Wait)
        {
            ThrowTerminatingError(ErrorRecordFactory.InvalidArgument("-ThrottleLimit requires -Wait."));
        }

        foreach (var deployment in DeploymentId)
        {
            var isOpen = ThrottleLimit is not { } limit || Waits.WaitForFewerThan(limit);
            ProcessInput(deployment, () =>
            {
                if (!isOpen)
                {
                    throw new CfyTimeoutException(
                        $"{WorkflowId} of deployment '{deployment}' was not started within {TimeoutSec} seconds.");
                }

                StartOne(deployment);
            });
        }
    }

    private void StartOne(string deployment)
    {
        var parameters = new InputReader(this, "-Parameters", MergeInputs).Read(ParameterFile, Parameters);
        if (!ShouldChange($"deployment '{deployment}'", $"Start {WorkflowId}"))
        {
            return;
        }

        var start = new ExecutionStart
        {
            DeploymentId = deployment,
            WorkflowId = WorkflowId,
            Parameters = JsonTree.ToPlain(parameters),
            AllowCustomParameters = AllowCustomParameters,
            Force = Force,
            DryRun = DryRun,
            Queue = Queue,
            ScheduledTime = ScheduledTime,
        };
        var execution = Run(token => Client.Executions.StartAsync(start, token));
        WriteStarted(execution);
    }
}
