using System.Collections;
using System.Management.Automation;

namespace CloudifyPS.Commands.Completion;

/// <summary>
/// Completes the names of workflows: those of the deployment on the command line, or else the built-in ones.
/// </summary>
internal sealed class WorkflowCompleter : Completer
{
    private static readonly string[] BuiltIn =
    [
        "check_drift", "check_status", "execute_operation", "heal", "install", "reinstall", "restart", "rollback",
        "scale", "start", "stop", "uninstall",
    ];

    /// <inheritdoc/>
    protected override IEnumerable<string?> GetNames(string word, IDictionary boundParameters)
    {
        var bound = ValueOf(boundParameters, "DeploymentId");
        var id = LanguagePrimitives.GetEnumerable(bound)?.Cast<object>().FirstOrDefault()?.ToString()
            ?? bound as string;
        return id is null
            ? BuiltIn
            : Ask(boundParameters, async (client, token) =>
                (await client.Deployments.GetAsync(id, ["workflows"], token).ConfigureAwait(false)).Workflows
                    ?.Select(workflow => workflow.Name) ?? BuiltIn);
    }
}
