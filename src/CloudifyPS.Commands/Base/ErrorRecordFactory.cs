using System.Management.Automation;
using System.Net;

namespace CloudifyPS.Commands;

/// <summary>Makes every error record of the module: identifiers and categories are decided here and nowhere else.</summary>
internal static class ErrorRecordFactory
{
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
        if ((exception as CfyException)?.RecommendedAction is { } action)
        {
            record.ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = action };
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
        exception is CfyUnauthorizedException or CfySessionException or ObjectDisposedException;

    private static (string Id, ErrorCategory Category)? Describe(Exception exception) => exception switch
    {
        CfySessionException => ("NoSession", ErrorCategory.ConnectionError),
        ObjectDisposedException => ("SessionClosed", ErrorCategory.ConnectionError),
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
        "nonexistent_workflow_error" => ("WorkflowNotFound", ErrorCategory.ObjectNotFound),
        "illegal_action_error" => ("IllegalAction", ErrorCategory.InvalidOperation),
        _ => exception.StatusCode switch
        {
            HttpStatusCode.BadRequest => ("BadRequest", ErrorCategory.InvalidArgument),
            HttpStatusCode.NotModified => ("NotModified", ErrorCategory.InvalidOperation),
            >= (HttpStatusCode)300 and < (HttpStatusCode)400 => ("Redirected", ErrorCategory.ConnectionError),
            (HttpStatusCode)429 => ("TooManyRequests", ErrorCategory.LimitsExceeded),
            HttpStatusCode.ServiceUnavailable => ("ManagerUnavailable", ErrorCategory.ResourceUnavailable),
            >= (HttpStatusCode)500 => ("ManagerFailed", ErrorCategory.InvalidResult),
            _ => ("RequestRefused", ErrorCategory.InvalidOperation),
        },
    };
}
