using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Every ErrorId of the module.</summary>
internal static class ErrorCases
{
    private const string Connect = "-Credential $c -MaximumRetryCount 0";

    /// <summary>All of them, by what goes wrong.</summary>
    public static IReadOnlyList<ErrorCase> All { get; } =
    [
        // Sessions
        new("NoSession", "ConnectionError", "There is no session, and none was given.",
            "Connect with Connect-CfyManager, or use -Session.", "$s | Disconnect-CfyManager; Get-CfySecret"),
        new("SessionClosed", "ConnectionError", "The session was closed by Disconnect-CfyManager.",
            "Connect again.", "$s | Disconnect-CfyManager; Get-CfySecret -Session $s"),

        // No answer
        new("ConnectionRefused", "ConnectionError", "Nothing listens at the manager's address.",
            "Check host and port; see that the manager is up.", $"Connect-CfyManager $closed {Connect}"),
        new("NameResolutionFailed", "ConnectionError", "The manager's name has no address.",
            "Check the name, and this machine's DNS.", $"Connect-CfyManager http://no-such-manager.invalid {Connect}"),
        new("ConnectionReset", "ConnectionError",
            "The connection was closed before the response was complete, also after the retries.",
            "After a change, check the state of the object first: the manager may have processed it. Then try again.",
            $"Connect-CfyManager $broken {Connect}"),
        new("RequestTimeout", "OperationTimeout", "The manager was silent for longer than the session's -TimeoutSec.",
            "After a change, check the state of the object first. Then try again, or connect with a larger "
                + "-TimeoutSec.",
            $"Connect-CfyManager $silent {Connect} -TimeoutSec 1"),
        new("TlsFailed", "ConnectionError",
            "The TLS handshake failed: the manager uses plain http, or requires a client certificate.",
            "Connect with an http:// address or -NoSsl, or with -Certificate.",
            $"Connect-CfyManager ($address -replace '^http:', 'https:') {Connect}"),
        new("CertificateRefused", "ConnectionError",
            "The manager's certificate is not trusted, has expired, or is for another name.",
            "Trust its issuer with -CaCertificatePath, or use -SkipCertificateCheck.",
            $"Connect-CfyManager $untrusted {Connect}"),
        new("ProxyFailed", "ConnectionError", "The proxy refused the connection.",
            "Use -ProxyCredential, or connect without the proxy (-NoProxy).",
            $"Connect-CfyManager https://manager.invalid -Proxy $address {Connect}"),
        new("InvalidResponse", "ConnectionError",
            "The response is not JSON, is incomplete, is a web page in place of a file, "
                + "is larger than -MaximumResponseSize, or contradicts another page of its list.",
            "The error names the reason. Check that the address is a manager's, and that no proxy answers in its "
                + "place.",
            "Get-CfySecret x")
        {
            Prepare = manager => manager.Answer("GET", "/secrets/x$", 200, "<html>hello</html>"),
        },
        new("ConnectionFailed", "ConnectionError", "The request failed in a way that has no name of its own.",
            "The exception's inner exception says more.", ""),
        new("Redirected", "ConnectionError",
            "The manager redirects to another address. Redirections are not followed, because credentials are sent to "
                + "the manager only.",
            "Connect with the address that the error names.", "Get-CfySecret x") { Prepare = Refuse(302) },

        // Who may do what
        new("Unauthorized", "AuthenticationError",
            "The credentials are wrong, or the token has expired or been revoked.",
            "Connect again.", "Get-CfySecret x") { Prepare = Refuse(401, "unauthorized_error") },
        new("Forbidden", "PermissionDenied", "The user's role does not allow it in that tenant.",
            "Ask an administrator for a role, or use -Tenant.",
            "Get-CfySecret x") { Prepare = Refuse(403, "forbidden_error") },
        new("PremiumRequired", "NotInstalled",
            "The manager does not have a premium edition, which the request requires.",
            "Use a premium manager for this feature.",
            "Get-CfySecret x") { Prepare = Refuse(404, "missing_premium_package_error") },
        new("Unsupported", "NotImplemented", "The manager's version does not have it.",
            "The error names the cmdlet for this version.", "Get-CfyCluster"),

        // What is there and what is not
        new("NotFound", "ObjectNotFound", "There is nothing of that name in that tenant.",
            "Check the name and -Tenant; list them with the Get- cmdlet.",
            "Get-CfySecret x") { Prepare = Refuse(404, "not_found_error") },
        new("Conflict", "ResourceExists",
            "There is one of that name already, or it was changed by somebody else meanwhile.",
            "Take another name; or read it again and repeat the change.",
            "Get-CfySecret x") { Prepare = Refuse(409, "conflict_error") },
        new("InUse", "ResourceBusy", "Something else needs it: a blueprint has deployments, a plugin is used.",
            "Remove what needs it first, or use -Force.",
            "Get-CfySecret x") { Prepare = Refuse(400, "dependent_exists_error") },
        new("WorkflowNotFound", "ObjectNotFound", "The deployment has no workflow of that name.",
            "See Get-CfyWorkflow.", "Get-CfySecret x") { Prepare = Refuse(400, "nonexistent_workflow_error") },

        // What the manager refuses
        new("InvalidBlueprint", "InvalidData", "The blueprint cannot be parsed.",
            "The error says what is wrong in which line.",
            "Get-CfySecret x") { Prepare = Refuse(400, "invalid_blueprint_error") },
        new("UploadUnusable", "InvalidData", "An upload arrived, and the manager could not use it.",
            "The error says why. Correct it and publish it again.",
            "Publish-CfyBlueprint -Uri http://files/x.zip -Id x")
        {
            Prepare = manager => manager
                .Answer("PUT", "/blueprints/x$", 200, """{"id": "x", "state": "uploading"}""")
                .Answer("GET", "/blueprints/x$", 200,
                    """{"id": "x", "state": "failed_uploading", "error": "no such archive"}"""),
        },
        new("InvalidInput", "InvalidArgument", "Inputs of a deployment are missing, unknown, or against a constraint.",
            "See Get-CfyBlueprintInput.",
            "Get-CfySecret x") { Prepare = Refuse(400, "missing_required_deployment_input_error") },
        new("BadParameters", "InvalidArgument",
            "The manager does not take a parameter's value, or does not know an attribute.",
            "The error names it and says what is allowed.",
            "Get-CfySecret x") { Prepare = Refuse(400, "bad_parameters_error") },
        new("IllegalAction", "InvalidOperation", "It cannot be done in this state, such as cancelling what has ended.",
            "Look at its state first.", "Get-CfySecret x") { Prepare = Refuse(400, "illegal_action_error") },
        new("ExecutionRunning", "ResourceBusy", "Another execution is running in the deployment.",
            "Wait for it (Wait-CfyExecution), use -Queue, or -Force.",
            "Get-CfySecret x") { Prepare = Refuse(400, "existing_running_execution_error") },
        new("BadRequest", "InvalidArgument", "The manager refused the request for another reason.",
            "The error is the manager's.", "Get-CfySecret x") { Prepare = Refuse(400, "some_error") },
        new("RequestRefused", "InvalidOperation", "The manager refused the request with a status of its own.",
            "The error is the manager's.", "Get-CfySecret x") { Prepare = Refuse(418, "some_error") },
        new("NotModified", "InvalidOperation", "The manager says that nothing would change.",
            "Nothing: it is as it should be.", "Get-CfySecret x") { Prepare = Refuse(304) },
        new("TooManyRequests", "LimitsExceeded",
            "The manager or a proxy limits the number of requests, also after the retries.",
            "Wait a while.", "Get-CfySecret x") { Prepare = Refuse(429) },
        new("ManagerBusy", "ResourceUnavailable",
            "The manager is in maintenance mode, or a snapshot is being restored.",
            "Wait until it is done.", "Get-CfySecret x") { Prepare = Refuse(503, "maintenance_mode_active") },
        new("ManagerUnavailable", "ResourceUnavailable", "The manager is there and cannot answer.",
            "Wait a while; see Get-CfyManagerStatus.", "Get-CfySecret x") { Prepare = Refuse(503) },
        new("ManagerFailed", "InvalidResult",
            "The manager failed (500), or its proxy had no response from it (502, 504).",
            "After a change, check the state of the object first. ServerTraceback of the exception has the manager's "
                + "traceback.",
            "Get-CfySecret x") { Prepare = Refuse(500, "internal_server_error") },

        // Executions
        new("ExecutionFailed", "InvalidResult", "An execution that was waited for failed.",
            "The error has the manager's reason; Get-CfyEvent has all of it.",
            "Wait-CfyExecution x") { Prepare = Ended("failed") },
        new("ExecutionCancelled", "OperationStopped", "An execution that was waited for was cancelled.",
            "Nothing, if that was meant.", "Wait-CfyExecution x") { Prepare = Ended("cancelled") },
        new("WaitTimeout", "OperationTimeout", "An execution did not end within -TimeoutSec. It goes on.",
            "Wait-CfyExecution waits on.", "Wait-CfyExecution x -TimeoutSec 1") { Prepare = Ended("started") },
        new("NoExecutionToFollow", "InvalidArgument", "Get-CfyEvent -Follow was given no execution.",
            "Pipe one in, or use -ExecutionId.", "Get-CfyEvent -Follow"),

        // Input and files
        new("InvalidArgument", "InvalidArgument",
            "A value cannot be sent: a name that no manager takes, an input that JSON cannot hold.",
            "The error says why.", "New-CfySecret 'a b' -Value x"),
        new("FileNotFound", "ObjectNotFound", "A file or folder is not there.",
            "Check the path.", "Publish-CfyBlueprint ./no-such-folder-anywhere"),
        new("FileAccessDenied", "PermissionDenied", "A file may not be read or written.",
            "Check its permissions.", "New-CfySecret x -Path $folder"),
        new("FileFailed", "WriteError",
            "A file is there already, a path is not one of a regular file, a link leaves the folder of a blueprint, "
                + "or the disk failed.",
            "Use -Force to overwrite, -FollowSymlink to follow links; look at the disk.",
            "Save-CfyBlueprint x -DestinationPath $file"),
    ];

    private static Action<FakeManager> Refuse(int status, string code = "") => manager =>
        manager.Fail("GET", "/secrets/x$", status, code, "no");

    private static Action<FakeManager> Ended(string status) => manager => manager.Answer(
        "GET", "/executions/x$", 200, $$"""
            {"id": "x", "workflow_id": "install", "deployment_id": "d", "status": "{{status}}", "error": "out of order"}
            """);
}
