namespace CloudifyPS.Dsl;

/// <summary>An error in a blueprint or its inputs, with the message of a manager.</summary>
internal sealed class DslException(DslError error, string message) : Exception(message)
{
    public DslException(string message)
        : this(DslError.InvalidBlueprint, message)
    {
    }

    public DslError Error { get; } = error;

    /// <summary>Gets the <c>error_code</c> of the manager's response.</summary>
    public string ErrorCode => Error switch
    {
        DslError.MissingInput => "missing_required_deployment_input_error",
        DslError.UnknownInput => "unknown_deployment_input_error",
        DslError.UnknownSecret => "unknown_deployment_secret_error",
        DslError.InvalidInput or DslError.ViolatedConstraint or DslError.FailedPlanning or DslError.ExceededBudget =>
            "deployment_creation_error",
        DslError.Evaluation => "function_evaluation_error",
        _ => "invalid_blueprint_error",
    };

    /// <summary>Gets whether the message contains the position in the blueprint.</summary>
    internal bool IsLocated { get; init; }

    /// <summary>Gets what is wrong without the position; the message if it has no position.</summary>
    internal string Reason { get; init; } = message;

    /// <summary>Gets the path of the file; null if the error is not about one place in a file.</summary>
    internal string? File { get; init; }

    /// <summary>Gets the line, from 1; null if the error is not about one place in a file.</summary>
    internal int? Line { get; init; }

    /// <summary>Gets the column, from 1; null if the error is not about one place in a file.</summary>
    internal int? Column { get; init; }

    /// <summary>Gets the path in the blueprint, such as <c>node_templates.host</c>; null if there is none.</summary>
    internal string? Path { get; init; }

    /// <summary>Adds the file to an error with a position in an unnamed text.</summary>
    internal DslException In(string file) => new(Error, Message)
    {
        IsLocated = IsLocated,
        Reason = Reason,
        File = file,
        Line = Line,
        Column = Column,
        Path = Path,
    };
}
