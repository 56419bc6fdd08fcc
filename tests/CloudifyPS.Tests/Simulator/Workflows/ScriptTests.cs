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
