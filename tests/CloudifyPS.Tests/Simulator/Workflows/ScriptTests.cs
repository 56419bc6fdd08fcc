using System.Globalization;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Simulator.Workflows;

/// <summary>Tests that the plain statements of scripts take effect although no script runs.</summary>
public sealed class ScriptTests
{
    private const string Create = "cloudify.interfaces.lifecycle.create";

    [Fact]
    public void AShellScriptLogsAndSetsRuntimeProperties()
    {
        var (manager, execution) = Run("create.sh", """
            #!/bin/bash -e
            # ctx logger info "a comment"
            NAME="the ${image:-default}"
            ctx logger info "Creating $(ctx instance id) with ${NAME} of ${size}" && true
            ctx instance runtime-properties image "${NAME}"
            ctx instance runtime-properties raw '${NAME}'
            ctx instance runtime-properties tags '@{"a": [1]}'
            if [ -z "${image}" ]; then
                ctx logger error "never"
            fi
            ctx logger info "It's up; and 'running'" >/dev/null
            ctx logger warning "$(curl http://example.com) is not known"
            """);

        var logs = Logs(manager, execution);
        Assert.Contains("info Creating vm_1 with the debian of 4", logs);
        Assert.Contains("info It's up; and 'running'", logs);
        Assert.DoesNotContain(
            logs, log => log.Contains("never") || log.Contains("comment") || log.Contains("not known"));
        Assert.Equal(
            """{"image":"the debian","raw":"${NAME}","tags":{"a":[1]}}""",
            manager.Instance("vm_1")["runtime_properties"]!.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public void APythonScriptLogsSetsPropertiesAndReadsItsInputs()
    {
        var (manager, execution) = Run("create.py", """
            from cloudify import ctx
            from cloudify.state import ctx_parameters as inputs
            name = inputs['image']
            ctx.logger.info('creating %s', name)
            ctx.logger.info('{0} on {1}'.format(ctx.instance.id, name))
            ctx.logger.info('on or off')
            ctx.logger.debug(f"size {inputs.get('size')}")
            if inputs.get('size') == 4:
                ctx.instance.runtime_properties['large'] = True
            else:
                ctx.instance.runtime_properties['small'] = True
            if inputs.get('nosuch'):
                raise NonRecoverableError('never')
            for i in range(3):
                ctx.logger.info('never')
            """);

        Assert.Equal("terminated", (string?)execution["status"]);
        Assert.Equal(
            ["info Downloaded create.py to /tmp/create.py", "info creating debian",
                "info vm_1 on debian", "info on or off", "debug size 4"],
            Logs(manager, execution));
        Assert.Equal("""{"large":true}""", manager.Instance("vm_1")["runtime_properties"]!
            .ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public void AnOperationThatRequestsARetryIsRescheduled()
    {
        var (manager, execution) = Run(
            "create.py", "raise OperationRetry('not ready')", maxRetries: 1);

        Assert.Equal(
            ["Task rescheduled 'script_runner.tasks.run' -> not ready",
                "Task rescheduled 'script_runner.tasks.run' -> not ready [retry 1/1]"],
            manager.Events(execution).Where(row => (string?)row["event_type"] == "task_rescheduled")
                .Select(row => (string?)row["message"]));
        Assert.Equal("failed", (string?)execution["status"]);
    }

    [Fact]
    public void AnOperationMayAskForTheTimeOfItsRetry()
    {
        var (manager, execution) = Run(
            "create.py", "ctx.operation.retry(message='again', retry_after=40)", maxRetries: 1);

        var times = manager.Events(execution).Where(row => (string?)row["event_type"] == "sending_task")
            .Select(row => DateTimeOffset.Parse((string)row["timestamp"]!, CultureInfo.InvariantCulture)).ToList();
        Assert.InRange(times[1] - times[0], TimeSpan.FromSeconds(40), TimeSpan.FromSeconds(45));
        Assert.EndsWith("OperationRetry `again [retry_after=40]`", (string?)execution["error"]);
    }

    [Theory]
    [InlineData("raise NonRecoverableError('nr %s' % 'x')", "NonRecoverableError", "nr x", "cloudify.exceptions.")]
    [InlineData("raise RecoverableError('rec')", "RecoverableError", "rec", "cloudify.exceptions.")]
    [InlineData("raise ValueError('bad value')", "ValueError", "bad value", "")]
    [InlineData("raise KeyError('k')", "KeyError", "'k'", "")]
    [InlineData("ctx.logger.info('%s %s', 'a')", "TypeError", "not enough arguments for format string", "")]
    public void AnExceptionHasItsTraceback(string statement, string type, string message, string module)
    {
        var (manager, execution) = Run("create.py", statement, maxRetries: 0);

        var cause = Assert.Single(
            manager.Events(execution).Single(row => (string?)row["event_type"] == "task_failed"
                && ((string)row["message"]!).StartsWith("Task", StringComparison.Ordinal))["error_causes"]!);
        Assert.Equal((message, type), ((string?)cause["message"], (string?)cause["type"]));
        var traceback = (string)cause["traceback"]!;
        Assert.StartsWith("File \"/opt/mgmtworker/", traceback);
        Assert.EndsWith($"File \"/tmp/create.py\", line 1, in <module>\n{module}{type}: {message}\n", traceback);
        Assert.StartsWith(
            $"Task failed: script_runner.tasks.run (vm_1:{Create}): {type} `{message}`\nTraceback of "
            + $"script_runner.tasks.run (vm_1:{Create}) (most recent call last):\n  script_result = ",
            (string?)execution["error"]);
    }

    [Fact]
    public void AShellScriptFailsWithItsOutput()
    {
        var (manager, execution) = Run(
            "create.sh", "echo \"out; line\"\necho err line >&2\necho file > f\necho piped | cat\nexit 3\necho never",
            maxRetries: 0);

        const string Message =
            "command: /tmp/create.sh, exit_code: 3, stdout: out; line\n, stderr: err line\n";
        Assert.StartsWith(
            $"Task failed: script_runner.tasks.run (vm_1:{Create}): ProcessException `{Message}`\n",
            (string?)execution["error"]);
        Assert.EndsWith("script_runner.tasks.ProcessException: " + Message.TrimEnd(), (string?)execution["error"]);
        var logs = Logs(manager, execution);
        Assert.Equal(
            ["info <out> out; line", "info <err> err line"],
            logs.Where(log => log.Contains('<', StringComparison.Ordinal)));
        Assert.Contains(logs, log => log.EndsWith("return_code=3): /tmp/create.sh", StringComparison.Ordinal));
    }

    [Fact]
    public void AShellScriptMayAbort()
    {
        var (_, execution) = Run("create.sh", "ctx abort-operation 'no disk'\nctx logger info never");

        Assert.StartsWith(
            $"Task failed: script_runner.tasks.run (vm_1:{Create}): NonRecoverableError `no disk`\n",
            (string?)execution["error"]);
    }

    [Fact]
    public void AMissingOrUnknownScriptSucceeds()
    {
        foreach (var text in new[] { null, "$((", "ctx", "if x:\n", "\"" })
        {
            Assert.Equal("terminated", (string?)Run("create.sh", text).Execution["status"]);
            Assert.Equal("terminated", (string?)Run("create.py", text).Execution["status"]);
        }
    }

    private static (WorkflowHarness Manager, JObject Execution) Run(string name, string? text, int? maxRetries = null)
    {
        var manager = new WorkflowHarness();
        manager.AddDeployment("dep", "bp");
        manager.AddNode("dep", "vm", "cloudify.nodes.Root", new JObject
        {
            [Create] = WorkflowHarness.Operation(name, new JObject { ["image"] = "debian", ["size"] = 4 }, maxRetries),
        });
        manager.AddInstance("dep", "vm", "vm_1");
        if (text is not null)
        {
            manager.Store.Files[name] = text;
        }

        return (manager, manager.Run("dep", "install"));
    }

    private static List<string> Logs(WorkflowHarness manager, JObject execution) =>
    [
        .. manager.Events(execution).Where(row => (string?)row["type"] == "cloudify_log")
            .Select(row => $"{row["level"]} {row["message"]}"),
    ];
}
