using System.Collections;
using System.Management.Automation;
using CloudifyPS.Client;

namespace CloudifyPS.Commands.Completion;

/// <summary>Completes names of workflows: those of the deployment that is on the command line, or the built-in ones.</summary>
internal sealed class WorkflowCompleter : NameCompleter
{
    private static readonly string[] BuiltIn =
    [
        "check_drift", "check_status", "execute_operation", "heal", "install", "reinstall", "restart", "rollback", "scale",
        "start", "stop", "uninstall",
    ];

    /// <inheritdoc/>
    protected override async Task<IEnumerable<string?>> GetNamesAsync(
        ManagerClient client, IDictionary boundParameters, CancellationToken cancellationToken)
    {
        var bound = boundParameters["DeploymentId"];
        var id = LanguagePrimitives.GetEnumerable(bound)?.Cast<object>().FirstOrDefault()?.ToString() ?? bound as string;
        if (id is null)
        {
            return BuiltIn;
        }

        var deployment = await client.Deployments.GetAsync(id, ["workflows"], cancellationToken).ConfigureAwait(false);
        return deployment.Workflows?.Select(workflow => workflow.Name) ?? BuiltIn;
    }
}
