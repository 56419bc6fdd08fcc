namespace CloudifyPS.Dsl;

/// <summary>Something is wrong in a blueprint or in what it is given; the message is worded as a manager words it.</summary>
internal sealed class DslException(DslError error, string message) : Exception(message)
{
    public DslException(string message)
        : this(DslError.InvalidBlueprint, message)
    {
    }

    public DslError Error { get; } = error;

    /// <summary>The <c>error_code</c> of a manager's answer.</summary>
    public string ErrorCode => Error switch
    {
        DslError.MissingInput => "missing_required_deployment_input_error",
        DslError.UnknownInput => "unknown_deployment_input_error",
        DslError.UnknownSecret => "unknown_deployment_secret_error",
        DslError.InvalidInput or DslError.ViolatedConstraint => "deployment_creation_error",
        DslError.Evaluation => "function_evaluation_error",
        _ => "invalid_blueprint_error",
    };

    /// <summary>Whether the message says where in the blueprint the trouble is.</summary>
    internal bool IsLocated { get; init; }
}
