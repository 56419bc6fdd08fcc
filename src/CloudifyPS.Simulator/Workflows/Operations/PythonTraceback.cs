namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>The tracebacks that a manager reports for scripts and for its own workflows.</summary>
internal static class PythonTraceback
{
    private const string Packages = "/opt/mgmtworker/env/lib/python3.11/site-packages";
    private const string File = $"{Packages}/script_runner/tasks.py";

    private const string ProcessExecution = $"""
        File "{File}", line 90, in run
          script_result = process_execution(script_func, script_path, ctx,
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        """;

    private const string RunScript = $"""
        File "{File}", line 189, in process_execution
          script_func(script_path, ctx, process)

        """;

    private const string RunCode = $"""
        File "{File}", line 393, in eval_script
          exec(compile(script_source, script_path, 'exec'), eval_globals)

        """;

    /// <summary>The frames above the code of a Python script.</summary>
    public const string EvalScript = ProcessExecution + RunScript + RunCode;

    /// <summary>The frames above the code of a workflow that is a Python script.</summary>
    public const string EvalWorkflow = $"""
        File "{File}", line 123, in execute_workflow
          script_result = process_execution(eval_script, script_path, ctx)
                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        """ + RunScript + RunCode;

    /// <summary>The frames of a process that ended with an exit code.</summary>
    public const string Process = ProcessExecution + RunScript + $"""
        File "{File}", line 366, in execute
          raise ProcessException(command, return_code, stdout, stderr)

        """;

    /// <summary>The frames of a process that called ctx abort-operation.</summary>
    public const string Abort = ProcessExecution + $"""
        File "{File}", line 196, in process_execution
          raise NonRecoverableError(str(script_result))

        """;

    /// <summary>Returns the traceback of a ValueError of the workflow scale.</summary>
    /// <param name="line">The line of the workflow's code.</param>
    /// <param name="statement">The statement at this line.</param>
    /// <param name="message">The message of the error.</param>
    public static string ScaleEntity(int line, string statement, string message) =>
        $"File \"{Packages}/cloudify/plugins/workflows.py\", line {line}, in scale_entity\n  {statement}\n"
        + LastLine("ValueError", message);

    public static string LastLine(string type, string message)
    {
        var name = type switch
        {
            "NonRecoverableError" or "RecoverableError" or "OperationRetry" => "cloudify.exceptions." + type,
            "ProcessException" => "script_runner.tasks." + type,
            _ => type,
        };
        return $"{name}: {message}\n";
    }
}
