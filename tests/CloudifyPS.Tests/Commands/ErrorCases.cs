using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>The error IDs of the module, with their descriptions in docs/errors.md.</summary>
internal static class ErrorCases
{
    private const string Connect = "-Credential $c -MaximumRetryCount 0";

    /// <summary>Gets all cases, grouped by cause, in the order of docs/errors.md.</summary>
    public static IReadOnlyList<ErrorCase> All { get; } =
    [
        // Sessions
        new("NoSession", "ConnectionError", "There is no default session, and -Session is not specified.",
            "Connect with Connect-CfyManager, or use -Session.", "$s | Disconnect-CfyManager; Get-CfySecret"),
        new("SessionClosed", "ConnectionError", "The session was closed by Disconnect-CfyManager.",
            "Connect again.", "$s | Disconnect-CfyManager; Get-CfySecret -Session $s"),

        // No usable response
        new("ConnectionRefused", "ConnectionError", "Nothing listens at the manager's address.",
            "Check the host and the port, and whether the manager is running.",
            $"Connect-CfyManager $closed {Connect}"),
        new("NameResolutionFailed", "ConnectionError", "The manager's name has no address.",
            "Check the name, and this machine's DNS.", $"Connect-CfyManager http://no-such-manager.invalid {Connect}"),
        new("ConnectionReset", "ConnectionError",
            "The connection was closed before the response was complete, also after the retries.",
            "After a change, check the state of the object first: the manager may have processed it. Then try again.",
            $"Connect-CfyManager $broken {Connect}"),
        new("RequestTimeout", "OperationTimeout", "The manager sent no data for longer than the session's -TimeoutSec.",
            "After a change, check the state of the object first. Then try again, or connect with a larger "
                + "-TimeoutSec.",
            $"Connect-CfyManager $silent {Connect} -TimeoutSec 1"),
        new("TlsFailed", "ConnectionError",
            "The TLS handshake failed: the manager uses plain http, or requires a client certificate.",
            "Connect with an http:// address or -NoSsl, or with -Certificate.",
            $"Connect-CfyManager ($address -replace '^http:', 'https:') {Connect}"),
        new("CertificateRefused", "ConnectionError",
            "The manager's certificate is not trusted, has expired, or was issued for another name.",
            "Trust its issuer with -CaCertificatePath, or use -SkipCertificateCheck.",
            $"Connect-CfyManager $untrusted {Connect}"),
        new("ProxyFailed", "ConnectionError", "The proxy refused the connection.",
            "Use -ProxyCredential, or connect without the proxy (-NoProxy).",
            $"Connect-CfyManager https://manager.invalid -Proxy $address {Connect}"),
        new("InvalidResponse", "ConnectionError",
            "The response is not JSON, is incomplete, is a web page in place of a file, "
                + "is larger than -MaximumResponseSize, or contradicts another page of its list.",
            "The error contains the reason. Check that the address belongs to a manager, and that no proxy responds in "
                + "its place.",
            "Get-CfySecret x")
        {
            Prepare = manager => manager.Answer("GET", "/secrets/x$", 200, "<html>hello</html>"),
        },
        new("ConnectionFailed", "ConnectionError", "The request failed for another reason.",
            "See the inner exception of the exception.", ""),
        new("Redirected", "ConnectionError",
            "The manager redirects to another address. Redirections are not followed, because credentials are sent to "
                + "the manager only.",
            "Connect with the address in the error.", "Get-CfySecret x") { Prepare = Refuse(302) },

        // Authentication and permissions
        new("Unauthorized", "AuthenticationError",
            "The credentials are wrong, or the token has expired or been revoked.",
            "Connect again.", "Get-CfySecret x") { Prepare = Refuse(401, "unauthorized_error") },
        new("Forbidden", "PermissionDenied", "The user's role does not permit the request in the tenant.",
            "Ask an administrator for a role, or use -Tenant.",
            "Get-CfySecret x") { Prepare = Refuse(403, "forbidden_error") },
        new("PremiumRequired", "NotInstalled",
            "The request requires a premium edition of the manager.",
            "Use a premium manager for this feature.",
            "Get-CfySecret x") { Prepare = Refuse(404, "missing_premium_package_error") },
        new("Unsupported", "NotImplemented", "The manager's version does not support the cmdlet or a parameter.",
            "The error contains the required version and, if there is one, an alternative.", "Get-CfyCluster"),

        // Existing and missing objects
        new("NotFound", "ObjectNotFound", "The object does not exist in the tenant.",
            "Check the name and -Tenant. List the existing objects with the Get- cmdlet.",
            "Get-CfySecret x") { Prepare = Refuse(404, "not_found_error") },
        new("Conflict", "ResourceExists",
            "An object with this name exists already, or the object was changed since it was read.",
            "Use another name, or read the object again and repeat the change.",
            "Get-CfySecret x") { Prepare = Refuse(409, "conflict_error") },
        new("InUse", "ResourceBusy", "The object is in use: a blueprint has deployments, or a plugin is used.",
            "Remove the objects that use it first, or use -Force.",
            "Get-CfySecret x") { Prepare = Refuse(400, "dependent_exists_error") },
        new("WorkflowNotFound", "ObjectNotFound", "The deployment has no workflow with this name.",
            "List the workflows with Get-CfyWorkflow.",
            "Get-CfySecret x") { Prepare = Refuse(400, "nonexistent_workflow_error") },

        // Rejected requests
        new("InvalidBlueprint", "InvalidData", "The blueprint cannot be parsed.",
            "The error contains the reason and the line.",
            "Get-CfySecret x") { Prepare = Refuse(400, "invalid_blueprint_error") },
        new("UploadUnusable", "InvalidData", "The manager received an upload and cannot use it.",
            "The error contains the reason. Correct the file and publish it again.",
            "Publish-CfyBlueprint -Uri http://files/x.zip -Id x")
        {
            Prepare = manager => manager
                .Answer("PUT", "/blueprints/x$", 200, """{"id": "x", "state": "uploading"}""")
                .Answer("GET", "/blueprints/x$", 200,
                    """{"id": "x", "state": "failed_uploading", "error": "no such archive"}"""),
        },
        new("InvalidInput", "InvalidArgument", "Inputs of a deployment are missing, unknown, or violate a constraint.",
            "List the inputs with Get-CfyBlueprintInput.",
            "Get-CfySecret x") { Prepare = Refuse(400, "missing_required_deployment_input_error") },
        new("BadParameters", "InvalidArgument",
            "The manager rejects the value of a parameter, or does not support an attribute.",
            "The error contains the permitted values.",
            "Get-CfySecret x") { Prepare = Refuse(400, "bad_parameters_error") },
        new("IllegalAction", "InvalidOperation",
            "The current state does not permit the action, for example if an execution has ended.",
            "Check the state of the object.", "Get-CfySecret x") { Prepare = Refuse(400, "illegal_action_error") },
        new("ExecutionRunning", "ResourceBusy", "Another execution is running in the deployment.",
            "Wait until it has ended (Wait-CfyExecution), or use -Queue or -Force.",
            "Get-CfySecret x") { Prepare = Refuse(400, "existing_running_execution_error") },
        new("BadRequest", "InvalidArgument", "The manager rejected the request for another reason.",
            "The error contains the message of the manager.",
            "Get-CfySecret x") { Prepare = Refuse(400, "some_error") },
        new("RequestRefused", "InvalidOperation", "The manager rejected the request with another status.",
            "The error contains the message of the manager.",
            "Get-CfySecret x") { Prepare = Refuse(418, "some_error") },
        new("NotModified", "InvalidOperation", "The request would not change anything.",
            "No action is required.", "Get-CfySecret x") { Prepare = Refuse(304) },
        new("TooManyRequests", "LimitsExceeded",
            "The manager or a proxy limits the number of requests, also after the retries.",
            "Try again later.", "Get-CfySecret x") { Prepare = Refuse(429) },
        new("ManagerBusy", "ResourceUnavailable",
            "The manager is in maintenance mode, or a snapshot is being restored.",
            "Wait until the maintenance or the restore has ended.",
            "Get-CfySecret x") { Prepare = Refuse(503, "maintenance_mode_active") },
        new("ManagerUnavailable", "ResourceUnavailable", "The manager or its proxy is temporarily unavailable (503).",
            "Try again later. Check the manager with Get-CfyManagerStatus.",
            "Get-CfySecret x") { Prepare = Refuse(503) },
        new("ManagerFailed", "InvalidResult",
            "The manager failed (500), or its proxy received no response from it (502, 504).",
            "After a change, check the state of the object first. ServerTraceback of the exception contains the "
                + "manager's traceback.",
            "Get-CfySecret x") { Prepare = Refuse(500, "internal_server_error") },

        // Executions
        new("ExecutionFailed", "InvalidResult", "An execution for which the cmdlet waited has failed.",
            "The error contains the reason. Get-CfyEvent returns the details.",
            "Wait-CfyExecution x") { Prepare = Ended("failed") },
        new("ExecutionCancelled", "OperationStopped", "An execution for which the cmdlet waited was canceled.",
            "No action is required if this was intended.", "Wait-CfyExecution x") { Prepare = Ended("cancelled") },
        new("WaitTimeout", "OperationTimeout", "An execution did not end within -TimeoutSec. It continues.",
            "Wait again with Wait-CfyExecution.", "Wait-CfyExecution x -TimeoutSec 1") { Prepare = Ended("started") },
        new("NoExecutionToFollow", "InvalidArgument", "Get-CfyEvent -Follow has no execution.",
            "Pipe an execution to the cmdlet, or use -ExecutionId.", "Get-CfyEvent -Follow"),

        // Input and files
        new("InvalidArgument", "InvalidArgument",
            "A value is not valid, such as a name with a space, or an input that JSON cannot represent.",
            "The error contains the reason.", "New-CfySecret 'a b' -Value x"),
        new("FileNotFound", "ObjectNotFound", "A file or folder does not exist.",
            "Check the path.", "Publish-CfyBlueprint ./no-such-folder-anywhere"),
        new("FileAccessDenied", "PermissionDenied", "A file cannot be read or written because of its permissions.",
            "Check the permissions.", "New-CfySecret x -Path $folder"),
        new("FileFailed", "WriteError",
            "A file exists already, a path is not that of a regular file, a link points outside the folder of a "
                + "blueprint, or reading or writing failed.",
            "Use -Force to overwrite a file, or -FollowSymlink to follow links. Check the disk.",
            "Save-CfyBlueprint x -DestinationPath $file"),
    ];

    private static Action<FakeManager> Refuse(int status, string code = "") => manager =>
        manager.Fail("GET", "/secrets/x$", status, code, "no");

    private static Action<FakeManager> Ended(string status) => manager => manager.Answer(
        "GET", "/executions/x$", 200, $$"""
            {"id": "x", "workflow_id": "install", "deployment_id": "d", "status": "{{status}}", "error": "out of order"}
            """);
}
