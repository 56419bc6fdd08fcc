using System.Management.Automation;
using System.Net;
using System.Text.RegularExpressions;
using CloudifyPS.Client.Json;

namespace CloudifyPS.Commands.Base;

/// <summary>Makes every error record of the module: identifiers and categories are decided here and nowhere else.</summary>
internal static class ErrorRecordFactory
{
    private static readonly Dictionary<string, string> Verbs = new()
    {
        ["Include"] = "give (-Property)",
        ["Sort"] = "sort by (-SortBy)",
        ["Filter"] = "filter by (-Filter)",
    };

    private static readonly Regex UnknownAttributes = new(
        @"^(?<use>Include|Sort|Filter) keys (?<unknown>.*?) do not exist\. Allowed keys are: (?<known>.*)$", RegexOptions.Singleline);

    /// <summary>The record for a failure; null for what is none of ours, such as the end of the pipeline.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="target">What the user passed.</param>
    public static ErrorRecord? Create(Exception exception, object? target)
    {
        if (Describe(exception) is not var (id, category))
        {
            return null;
        }

        var record = new ErrorRecord(exception, id, category, target);
        var action = (exception as CfyException)?.RecommendedAction;
        var message = UserTerms(exception.Message);
        if (action is not null || message != exception.Message)
        {
            record.ErrorDetails = new ErrorDetails(message) { RecommendedAction = action };
        }

        return record;
    }

    /// <summary>For an event stream that nobody said the source of.</summary>
    public static ErrorRecord NoExecutionToFollow() => new(
        new PSArgumentException("Whose events? -Follow needs an execution: pipe one in, or name it with -ExecutionId."),
        "NoExecutionToFollow",
        ErrorCategory.InvalidArgument,
        targetObject: null);

    /// <summary>Whether no further input can survive it.</summary>
    public static bool IsTerminating(Exception exception) =>
        exception is CfyUnauthorizedException or CfySessionException;

    // A manager lists the attributes that it knows, in its own spelling; users know them as properties.
    private static string UserTerms(string message)
    {
        var match = UnknownAttributes.Match(message);
        return match.Success
            ? $"{Names(match.Groups["unknown"])}: no attribute that the manager can {Verbs[match.Groups["use"].Value]}. "
                + $"It knows: {Names(match.Groups["known"])}."
            : message;

        // Managers 7.x list a twin <name>_p for attributes that they once stored pickled.
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
        CfyConflictException => ("Conflict", ErrorCategory.ResourceExists),
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
        }, connection.Failure == ConnectionFailure.Timeout ? ErrorCategory.OperationTimeout : ErrorCategory.ConnectionError),
        CfyExecutionException { Execution.Status: "cancelled" } => ("ExecutionCancelled", ErrorCategory.OperationStopped),
        CfyExecutionException => ("ExecutionFailed", ErrorCategory.InvalidResult),
        CfyTimeoutException => ("WaitTimeout", ErrorCategory.OperationTimeout),
        CfyUploadException => ("UploadUnusable", ErrorCategory.InvalidData),
        CfyUnsupportedException => ("Unsupported", ErrorCategory.NotImplemented),
        FileNotFoundException or DirectoryNotFoundException => ("FileNotFound", ErrorCategory.ObjectNotFound),
        UnauthorizedAccessException => ("FileAccessDenied", ErrorCategory.PermissionDenied),
        IOException => ("FileFailed", ErrorCategory.WriteError),
        ArgumentException => ("InvalidArgument", ErrorCategory.InvalidArgument),
        _ => null,
    };

    private static (string Id, ErrorCategory Category) Describe(CfyApiException exception) => exception.ErrorCode switch
    {
        "dependent_exists_error" or "plugin_in_use" or "blueprint_in_use" => ("InUse", ErrorCategory.ResourceBusy),
        "existing_running_execution_error" => ("ExecutionRunning", ErrorCategory.ResourceBusy),
        "maintenance_mode_active" or "entering_maintenance_mode" or "in_snapshot_restore_error" =>
            ("ManagerBusy", ErrorCategory.ResourceUnavailable),
        "bad_parameters_error" or "no_such_include_field_error" => ("BadParameters", ErrorCategory.InvalidArgument),
        "invalid_blueprint_error" => ("InvalidBlueprint", ErrorCategory.InvalidData),
        "missing_required_deployment_input_error" or "unknown_deployment_input_error"
            or "deployment_input_evaluation_error" or "deployment_creation_error" =>
            ("InvalidInput", ErrorCategory.InvalidArgument),
        "nonexistent_workflow_error" => ("WorkflowNotFound", ErrorCategory.ObjectNotFound),
        "illegal_action_error" => ("IllegalAction", ErrorCategory.InvalidOperation),
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
