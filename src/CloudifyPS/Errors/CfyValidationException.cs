namespace CloudifyPS;

/// <summary>The exception that is thrown when a blueprint, or the inputs for it, are found to be invalid.</summary>
public sealed class CfyValidationException : CfyException
{
    internal CfyValidationException(string subject, IReadOnlyList<Problem> problems, bool isOfInputs)
        : base(Describe(subject, problems))
    {
        Problems = problems;
        IsOfInputs = isOfInputs;
    }

    /// <summary>Gets the problems.</summary>
    public IReadOnlyList<Problem> Problems { get; }

    /// <summary>Gets whether the inputs are invalid; otherwise the blueprint is.</summary>
    internal bool IsOfInputs { get; }

    private static string Describe(string subject, IReadOnlyList<Problem> problems) => problems.Count == 1
        ? $"{subject} not valid: {problems[0]}"
        : string.Join(
            "\n  ",
            problems.Select(problem => problem.ToString())
                .Prepend($"{subject} not valid, for {problems.Count} reasons:"));
}
