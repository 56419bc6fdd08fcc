namespace CloudifyPS.Dsl;

/// <summary>What kind of trouble a blueprint or a deployment of it has; a manager answers each with its own code.</summary>
internal enum DslError
{
    /// <summary>The blueprint is wrong: <c>invalid_blueprint_error</c>.</summary>
    InvalidBlueprint,

    /// <summary>Inputs without a value: <c>missing_required_deployment_input_error</c>.</summary>
    MissingInput,

    /// <summary>Inputs that the blueprint does not have: <c>unknown_deployment_input_error</c>.</summary>
    UnknownInput,

    /// <summary>A secret that is not there: <c>unknown_deployment_secret_error</c>.</summary>
    UnknownSecret,

    /// <summary>An input that violates its type: <c>deployment_creation_error</c>.</summary>
    InvalidInput,

    /// <summary>An input that violates a constraint: <c>deployment_creation_error</c>.</summary>
    ViolatedConstraint,

    /// <summary>An intrinsic function without a result: <c>function_evaluation_error</c>.</summary>
    Evaluation,
}
