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

    /// <summary>Gets the problems of inputs, or none if the user cannot read the blueprint.</summary>
    /// <param name="blueprint">The id of the blueprint.</param>
    /// <param name="inputs">The inputs. Texts get their declared types.</param>
    public IReadOnlyList<Problem> Check(string blueprint, JObject inputs)
    {
        var key = (cmdlet.Client, blueprint);
        if (!_declarations.TryGetValue(key, out var declarations))
        {
            var plan = cmdlet.Run(token => cmdlet.Client.Blueprints.FindPlanAsync(blueprint, token));
            declarations = plan is null ? null : new InputDeclarations(JsonTree.FromPlain(plan));
            _declarations[key] = declarations;
        }

        return declarations is null
            ? []
            : Problems(declarations.Check(inputs, cmdlet.Client.Deployments.ChecksInputValues));
    }

    /// <summary>Refuses inputs with problems.</summary>
    /// <exception cref="CfyValidationException">There are problems.</exception>
    public void Require(string blueprint, JObject inputs)
    {
        if (Check(blueprint, inputs) is { Count: > 0 } problems)
        {
            throw Invalid(blueprint, problems);
        }
    }

    public static CfyValidationException Invalid(string blueprint, IReadOnlyList<Problem> problems) =>
        new($"The inputs for blueprint '{blueprint}' are", problems, isOfInputs: true);

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
