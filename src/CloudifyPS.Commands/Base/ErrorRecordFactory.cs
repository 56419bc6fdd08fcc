using System.Management.Automation;
using System.Net;
using System.Text.RegularExpressions;
using CloudifyPS.Client.Json;
using CloudifyPS.Client.Redaction;

namespace CloudifyPS.Commands.Base;

/// <summary>Creates all error records of the module, with their IDs and categories.</summary>
internal static class ErrorRecordFactory
{
    private static readonly Dictionary<string, string> Verbs = new()
    {
        ["Include"] = "return (-Property)",
        ["Sort"] = "sort by (-SortBy)",
        ["Filter"] = "filter by (-Filter)",
    };

    private static readonly Regex UnknownAttributes = new(
        @"^(?<use>Include|Sort|Filter) keys (?<unknown>.*?) do not exist\. Allowed keys are: (?<known>.*)$",
        RegexOptions.Singleline);

    private static readonly Regex IllegalActions =
        new("^Cannot |^cyclic |still active|not editable|is already set$", RegexOptions.CultureInvariant);

    /// <summary>
    /// Creates the record for an exception; null for exceptions of PowerShell, such as the one that ends the pipeline.
    /// </summary>
    public static ErrorRecord? Create(Exception exception, object? target)
    {
        if (Describe(exception) is not var (id, category))
        {
            return null;
        }

        var record = new ErrorRecord(exception, id, category, WithoutSecrets(target));
        var action = (exception as CfyException)?.RecommendedAction;
        var message = UserTerms(exception.Message);
        if (action is not null || message != exception.Message)
        {
            record.ErrorDetails = new ErrorDetails(message) { RecommendedAction = action };
        }

        return record;
    }

    /// <summary>Creates the record for -Follow without an execution.</summary>
    /// <param name="deployments">The deployments without a running execution; null if there are none.</param>
    public static ErrorRecord NoExecutionToFollow(string[]? deployments) => new(
        new PSArgumentException(deployments is null
            ? "-Follow requires an execution or a deployment. Pipe one to the cmdlet, or use -ExecutionId."
            : $"No execution is running in deployment '{string.Join("', '", deployments)}', so there is nothing to "
                + "follow. Omit -Follow to get the events so far."),
        "NoExecutionToFollow",
        ErrorCategory.InvalidArgument,
        targetObject: deployments);

    /// <summary>Creates the record for a parameter or a combination of parameters that is not valid.</summary>
    public static ErrorRecord InvalidArgument(string message) => new(
        new PSArgumentException(message),
        "InvalidArgument",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>Returns whether an exception would affect all other inputs.</summary>
    public static bool IsTerminating(Exception exception) =>
        exception is CfyUnauthorizedException or CfySessionException;

    // A URL from the user can contain a password or a token.
    private static object? WithoutSecrets(object? target) => target switch
    {
        Uri address => Redactor.Default.Link(address),
        string text => Redactor.Default.Addresses(text),
        string[] texts => texts.Select(Redactor.Default.Addresses).ToArray(),
        _ => target,
    };

    // The manager lists attributes under their JSON names. The error shows the names of the properties.
    private static string UserTerms(string message)
    {
        var match = UnknownAttributes.Match(message);
        return match.Success
            ? $"The manager cannot {Verbs[match.Groups["use"].Value]} {Names(match.Groups["unknown"])}. "
                + $"It supports: {Names(match.Groups["known"])}."
            : message;

        // Manager 7.x also lists <name>_p for attributes that earlier versions stored in pickle format.
        static string Names(Group names) => string.Join(", ", names.Value.Split(',')
            .Select(name => name.Trim(' ', '\'', '"', '[', ']'))
            .Where(name => !name.EndsWith("_p", StringComparison.Ordinal))
            .Select(SnakeCase.ToPascal)
            .OrderBy(name => name, StringComparer.Ordinal));
    }

    private static (string Id, ErrorCategory Category)? Describe(Exception exception) => exception switch
    {
        CfySessionException { IsClosed: true } => ("SessionClosed", ErrorCategory.ConnectionError),
        CfySessionException => ("NoSession", ErrorCategory.ConnectionError),
        CfyPremiumRequiredException => ("PremiumRequired", ErrorCategory.NotInstalled),
        CfyUnauthorizedException => ("Unauthorized", ErrorCategory.AuthenticationError),
        CfyForbiddenException => ("Forbidden", ErrorCategory.PermissionDenied),
        CfyNotFoundException => ("NotFound", ErrorCategory.ObjectNotFound),
        CfyConflictException conflict => Describe(conflict),
        CfyApiException api => Describe(api),
        CfyConnectionException connection => (connection.Failure switch
        {
            ConnectionFailure.Refused => "ConnectionRefused",
            ConnectionFailure.NameResolution => "NameResolutionFailed",
            ConnectionFailure.Reset => "ConnectionReset",
            ConnectionFailure.Timeout => "RequestTimeout",
            ConnectionFailure.Tls => "TlsFailed",
            ConnectionFailure.Certificate => "CertificateRefused",
            ConnectionFailure.Proxy => "ProxyFailed",
            ConnectionFailure.InvalidResponse => "InvalidResponse",
            _ => "ConnectionFailed",
        }, Category(connection.Failure)),
        CfyExecutionException { Execution.Status: "cancelled" } =>
            ("ExecutionCancelled", ErrorCategory.OperationStopped),
        CfyExecutionException => ("ExecutionFailed", ErrorCategory.InvalidResult),
        CfyTimeoutException => ("WaitTimeout", ErrorCategory.OperationTimeout),
        CfyValidationException { IsOfInputs: true } => ("InvalidInput", ErrorCategory.InvalidArgument),
        CfyValidationException => ("InvalidBlueprint", ErrorCategory.InvalidData),
        CfyUploadException => ("UploadUnusable", ErrorCategory.InvalidData),
        CfyUnsupportedException => ("Unsupported", ErrorCategory.NotImplemented),
        FileNotFoundException or DirectoryNotFoundException => ("FileNotFound", ErrorCategory.ObjectNotFound),
        UnauthorizedAccessException => ("FileAccessDenied", ErrorCategory.PermissionDenied),
        IOException => ("FileFailed", ErrorCategory.WriteError),
        ArgumentException => ("InvalidArgument", ErrorCategory.InvalidArgument),
        _ => null,
    };

    private static ErrorCategory Category(ConnectionFailure failure) => failure == ConnectionFailure.Timeout
        ? ErrorCategory.OperationTimeout
        : ErrorCategory.ConnectionError;

    // Besides existing names and changed versions, managers use 409 for invalid inputs and illegal actions.
    private static (string Id, ErrorCategory Category) Describe(CfyConflictException exception) =>
        exception.ServerMessage switch
        {
            { } text when text.StartsWith("Error validating", StringComparison.Ordinal) =>
                ("InvalidInput", ErrorCategory.InvalidArgument),
            { } text when IllegalActions.IsMatch(text) => ("IllegalAction", ErrorCategory.InvalidOperation),
            _ => ("Conflict", ErrorCategory.ResourceExists),
        };

    private static (string Id, ErrorCategory Category) Describe(CfyApiException exception) => exception.ErrorCode switch
    {
        "dependent_exists_error" or "plugin_in_use" or "blueprint_in_use" => ("InUse", ErrorCategory.ResourceBusy),
        "existing_running_execution_error" => ("ExecutionRunning", ErrorCategory.ResourceBusy),
        "maintenance_mode_active" or "entering_maintenance_mode" or "in_snapshot_restore_error" =>
            ("ManagerBusy", ErrorCategory.ResourceUnavailable),
        "bad_parameters_error" or "no_such_include_field_error" or "invalid_filter_rule" =>
            ("BadParameters", ErrorCategory.InvalidArgument),
        "invalid_blueprint_error" => ("InvalidBlueprint", ErrorCategory.InvalidData),
        "missing_required_deployment_input_error" or "unknown_deployment_input_error"
            or "deployment_input_evaluation_error" or "illegal_execution_parameters_error" =>
            ("InvalidInput", ErrorCategory.InvalidArgument),
        "deployment_creation_error" when exception.ServerMessage?.Contains("is not `uploaded`") == true =>
            ("IllegalAction", ErrorCategory.InvalidOperation),
        "deployment_creation_error" => ("InvalidInput", ErrorCategory.InvalidArgument),
        "nonexistent_workflow_error" => ("WorkflowNotFound", ErrorCategory.ObjectNotFound),
        "illegal_action_error" or "unavailable_workflow_error" or "invalid_exception_status_update"
            or "snapshot_action_error" or "deployment_modification_already_ended_error"
            or "existing_started_deployment_modification_error" => ("IllegalAction", ErrorCategory.InvalidOperation),
        "invalid_plugin_error" => ("UploadUnusable", ErrorCategory.InvalidData),
        _ => exception.StatusCode switch
        {
            HttpStatusCode.BadRequest => ("BadRequest", ErrorCategory.InvalidArgument),
            HttpStatusCode.NotModified => ("NotModified", ErrorCategory.InvalidOperation),
            >= (HttpStatusCode)300 and < (HttpStatusCode)400 => ("Redirected", ErrorCategory.ConnectionError),
            HttpStatusCode.ProxyAuthenticationRequired => ("ProxyFailed", ErrorCategory.ConnectionError),
            (HttpStatusCode)429 => ("TooManyRequests", ErrorCategory.LimitsExceeded),
            HttpStatusCode.ServiceUnavailable => ("ManagerUnavailable", ErrorCategory.ResourceUnavailable),
            >= (HttpStatusCode)500 => ("ManagerFailed", ErrorCategory.InvalidResult),
            _ => ("RequestRefused", ErrorCategory.InvalidOperation),
        },
    };
}
