namespace CloudifyPS.Dsl;

/// <summary>Reports an error in a blueprint or its inputs, in the words of a manager.</summary>
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
        DslError.InvalidInput or DslError.ViolatedConstraint or DslError.FailedPlanning => "deployment_creation_error",
        DslError.Evaluation => "function_evaluation_error",
        _ => "invalid_blueprint_error",
    };

    /// <summary>Gets whether the message contains the position in the blueprint.</summary>
    internal bool IsLocated { get; init; }
}
