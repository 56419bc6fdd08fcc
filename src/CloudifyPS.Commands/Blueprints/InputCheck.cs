using CloudifyPS.Client;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Input;
using CloudifyPS.Dsl.Inputs;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Checks inputs against the plans of blueprints on a manager, each of which is requested once.</summary>
/// <param name="cmdlet">The cmdlet that has the inputs.</param>
internal sealed class InputCheck(CfySessionCmdlet cmdlet)
{
    private readonly Dictionary<(ManagerClient Client, string Blueprint), InputDeclarations?> _declarations = [];

    /// <summary>Refuses inputs with problems. Inputs for a blueprint that the user cannot read are accepted.</summary>
    /// <param name="blueprint">The ID of the blueprint.</param>
    /// <param name="inputs">The inputs. Texts are converted to the declared types.</param>
    /// <exception cref="CfyValidationException">There are problems.</exception>
    public void Require(string blueprint, JObject inputs)
    {
        var key = (cmdlet.Client, blueprint);
        if (!_declarations.TryGetValue(key, out var declarations))
        {
            var plan = cmdlet.Run(token => cmdlet.Client.Blueprints.FindPlanAsync(blueprint, token));
            declarations = plan is null ? null : new InputDeclarations(JsonTree.FromPlain(plan));
            _declarations[key] = declarations;
        }

        if (declarations is not null
            && Problems(declarations.Check(inputs, cmdlet.Client.Deployments.ChecksInputValues))
                is { Count: > 0 } problems)
        {
            throw Invalid(blueprint, problems);
        }
    }

    /// <summary>Creates the exception for inputs with problems.</summary>
    public static CfyValidationException Invalid(string blueprint, IReadOnlyList<Problem> problems) =>
        new($"The inputs for blueprint '{blueprint}' are", problems, isOfInputs: true);

    /// <summary>Converts the violations of a blueprint's declarations to problems.</summary>
    public static IReadOnlyList<Problem> Problems(IEnumerable<InputViolation> violations) => violations
        .Select(violation => new Problem
        {
            Kind = violation.Kind,
            Path = violation.Path,
            Reason = violation.Reason,
            File = violation.Mark?.File,
            Line = (int?)violation.Mark?.Line + 1,
            Column = (int?)violation.Mark?.Column + 1,
        })
        .ToArray();
}
