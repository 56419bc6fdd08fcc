using System.Collections;
using System.Management.Automation;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Executions;

/// <summary>
/// Starts a workflow of a deployment; while the deployment's environment is still being created, it waits for that.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "CfyExecution", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(Execution))]
public sealed class StartCfyExecutionCommand : CfyWaitingCmdlet
{
    /// <summary>The workflow.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Workflow")]
    [ArgumentCompleter(typeof(WorkflowCompleter))]
    public string WorkflowId { get; set; } = string.Empty;

    /// <summary>The deployments.</summary>
    [Parameter(Position = 1, Mandatory = true, ValueFromPipeline = true)]
    [ResourceKey(nameof(Deployment.DeploymentId))]
    [ArgumentCompleter(typeof(DeploymentCompleter))]
    public string[] DeploymentId { get; set; } = [];

    /// <summary>Parameters of the workflow: a hashtable, or an object whose properties are the parameters.</summary>
    [Parameter]
    public object? Parameters { get; set; }

    /// <summary>A JSON file with parameters; -Parameters wins over it.</summary>
    [Parameter]
    public string? ParameterFile { get; set; }

    /// <summary>Allows parameters that the workflow does not declare.</summary>
    [Parameter]
    public SwitchParameter AllowCustomParameters { get; set; }

    /// <summary>Starts it though another execution is running in the deployment.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Goes through the motions without doing anything (managers from 4.4 on).</summary>
    [Parameter]
    public SwitchParameter DryRun { get; set; }

    /// <summary>Waits in the manager's queue until it can run (managers from 4.5 on).</summary>
    [Parameter]
    public SwitchParameter Queue { get; set; }

    /// <summary>When to run it (managers from 4.6 on).</summary>
    [Parameter]
    public DateTimeOffset? ScheduledTime { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var deployment in DeploymentId)
        {
            Attempt(deployment, () => StartOne(deployment));
        }
    }

    private void StartOne(string deployment)
    {
        if (!ShouldChange($"deployment '{deployment}'", $"Start {WorkflowId}"))
        {
            return;
        }

        var parameters = ParameterFile is null ? new Hashtable() : JsonInput.FromFile(this.ResolveNew(ParameterFile));
        foreach (DictionaryEntry entry in JsonInput.ToDictionary(Parameters, "-Parameters") ?? new Hashtable())
        {
            parameters[entry.Key] = entry.Value;
        }

        var start = new ExecutionStart
        {
            DeploymentId = deployment,
            WorkflowId = WorkflowId,
            Parameters = parameters,
            AllowCustomParameters = AllowCustomParameters,
            Force = Force,
            DryRun = DryRun,
            Queue = Queue,
            ScheduledTime = ScheduledTime,
        };
        var execution = Run(token => Client.Executions.StartAsync(start, token));
        WriteResource(Wait ? WaitFor(execution) : execution);
    }
}
