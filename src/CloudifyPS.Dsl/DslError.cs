namespace CloudifyPS.Dsl;

/// <summary>
/// Classifies the errors of blueprints and deployments by the <c>error_code</c> of the manager.
/// </summary>
internal enum DslError
{
    /// <summary>The blueprint is invalid: <c>invalid_blueprint_error</c>.</summary>
    InvalidBlueprint,

    /// <summary>The blueprint cannot be parsed or its functions are invalid: <c>invalid_blueprint_error</c>.</summary>
    FailedParsing,

    /// <summary>Required inputs have no value: <c>missing_required_deployment_input_error</c>.</summary>
    MissingInput,

    /// <summary>The blueprint does not declare an input: <c>unknown_deployment_input_error</c>.</summary>
    UnknownInput,

    /// <summary>A required secret does not exist: <c>unknown_deployment_secret_error</c>.</summary>
    UnknownSecret,

    /// <summary>An input does not match its type: <c>deployment_creation_error</c>.</summary>
    InvalidInput,

    /// <summary>An input violates a constraint: <c>deployment_creation_error</c>.</summary>
    ViolatedConstraint,

    /// <summary>The deployment cannot be planned: the execution that creates its environment fails.</summary>
    FailedPlanning,

    /// <summary>An evaluation or a deployment exceeds a budget: <c>deployment_creation_error</c>.</summary>
    ExceededBudget,

    /// <summary>An intrinsic function has no result: <c>function_evaluation_error</c>.</summary>
    Evaluation,
}
