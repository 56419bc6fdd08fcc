using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>
/// Tests that cmdlets accept the output of other cmdlets from the pipeline, for all relations between resources.
/// </summary>
public sealed class PipelineTests : CommandTests
{
    /// <summary>
    /// Gets the pipelines, and the request that the last cmdlet must send: method, path, and a part of the query.
    /// </summary>
    public static TheoryData<string, string> Pairs => new()
    {
        { "Get-CfyBlueprint * | Get-CfyBlueprint", "GET blueprints/b1" },
        { "Get-CfyBlueprint * | Save-CfyBlueprint -DestinationPath $out", "GET blueprints/b1/archive" },
        { "Get-CfyBlueprint * | Remove-CfyBlueprint", "DELETE blueprints/b1" },
        { "Get-CfyBlueprint * | Get-CfyBlueprintInput", "GET blueprints/b1" },
        { "Get-CfyBlueprint * | New-CfyDeployment new -NoWait", "PUT deployments/new" },
        { "Get-CfyBlueprint * | Get-CfyDeployment", "GET deployments?blueprint_id=b1" },
        { "Get-CfyBlueprint * | Get-CfyExecution", "GET executions?blueprint_id=b1" },
        { "Get-CfyBlueprint * | Get-CfyEvent", "GET events?blueprint_id=b1" },

        { "Get-CfyDeployment * | Get-CfyDeployment", "GET deployments?id=d1" },
        { "Get-CfyDeployment * | Get-CfyBlueprint", "GET blueprints/b1" },
        { "Get-CfyDeployment * | Get-CfyDeploymentInput", "GET deployments/d1" },
        { "Get-CfyDeployment * | Get-CfyDeploymentOutput", "GET deployments/d1/outputs" },
        { "Get-CfyDeployment * | Get-CfyDeploymentCapability", "GET deployments/d1/capabilities" },
        { "Get-CfyDeployment * | Get-CfyWorkflow", "GET deployments/d1" },
        { "Get-CfyDeployment * | Get-CfyWorkflow | Start-CfyExecution", "POST executions" },
        { "Get-CfyDeployment * | Start-CfyExecution install", "POST executions" },
        { "Get-CfyDeployment * | Get-CfyExecution", "GET executions?deployment_id=d1" },
        { "Get-CfyDeployment * | Get-CfyNode", "GET nodes?deployment_id=d1" },
        { "Get-CfyDeployment * | Get-CfyNodeInstance", "GET node-instances?deployment_id=d1" },
        { "Get-CfyDeployment * | Get-CfyEvent", "GET events?deployment_id=d1" },
        { "Get-CfyDeployment * | Remove-CfyDeployment", "DELETE deployments/d1" },

        { "Get-CfyExecution * | Get-CfyExecution", "GET executions/e1" },
        { "Get-CfyExecution * | Get-CfyDeployment", "GET deployments?id=d1" },
        { "Get-CfyExecution * | Get-CfyBlueprint", "GET blueprints/b1" },
        { "Get-CfyExecution * | Get-CfyNodeInstance", "GET node-instances?deployment_id=d1" },
        { "Get-CfyExecution * | Get-CfyDeploymentOutput", "GET deployments/d1/outputs" },
        { "Get-CfyExecution * | Wait-CfyExecution", "GET executions/e1" },
        { "Get-CfyExecution * | Stop-CfyExecution", "POST executions/e1" },
        { "Get-CfyExecution * | Resume-CfyExecution", "POST executions/e1" },
        { "Get-CfyExecution * | Set-CfyExecution -Status failed", "PATCH executions/e1" },
        { "Get-CfyExecution * | Start-CfyExecution", "POST executions" },
        { "Get-CfyExecution * | Get-CfyEvent", "GET events?execution_id=e1" },
        { "Get-CfyExecution * | Get-CfyEvent -Follow", "GET events?execution_id=e1" },

        { "Get-CfyNode | Get-CfyNode", "GET nodes?id=n1&deployment_id=d1" },
        { "Get-CfyNode | Get-CfyNodeInstance", "GET node-instances?deployment_id=d1&node_id=n1" },
        { "Get-CfyNode | Get-CfyDeployment", "GET deployments?id=d1" },
        { "Get-CfyNodeInstance * | Get-CfyNodeInstance", "GET node-instances?id=i1" },
        { "Get-CfyNodeInstance * | Get-CfyNode", "GET nodes?id=n1&deployment_id=d1" },
        { "Get-CfyNodeInstance * | Get-CfyDeployment", "GET deployments/d1" },
        { "Get-CfyNodeInstance * | Set-CfyNodeInstance -State started", "PATCH node-instances/i1" },
        { "Get-CfyNodeInstance * | Get-CfyEvent", "GET events?node_instance_id=i1" },
        { "Get-CfyEvent | Get-CfyExecution", "GET executions/e1" },
        { "Get-CfyEvent | Get-CfyNodeInstance", "GET node-instances?id=i1" },

        { "Get-CfyPlugin * | Get-CfyPlugin", "GET plugins/p1" },
        { "Get-CfyPlugin * | Save-CfyPlugin -DestinationPath $out", "GET plugins/p1/archive" },
        { "Get-CfyPlugin * | Remove-CfyPlugin", "DELETE plugins/p1" },
        { "Get-CfySecret * | Get-CfySecret", "GET secrets/k1" },
        { "Get-CfySecret * | Set-CfySecret -Value new", "PATCH secrets/k1" },
        { "Get-CfySecret * | Remove-CfySecret", "DELETE secrets/k1" },
        { "Get-CfySnapshot * | Get-CfySnapshot", "GET snapshots/s1" },
        { "Get-CfySnapshot * | Save-CfySnapshot -DestinationPath $out", "GET snapshots/s1/archive" },
        { "Get-CfySnapshot * | Restore-CfySnapshot -Confirm:$false", "POST snapshots/s1/restore" },
        { "Get-CfySnapshot * | Remove-CfySnapshot", "DELETE snapshots/s1" },
        { "New-CfySnapshot new | Wait-CfyExecution", "GET executions/e1" },
        { "Get-CfySnapshot * | Restore-CfySnapshot -Confirm:$false | Wait-CfyExecution", "GET executions/e1" },

        { "Get-CfyTenant * | Get-CfyTenant", "GET tenants/t1" },
        { "Get-CfyTenant * | Remove-CfyTenant -Confirm:$false", "DELETE tenants/t1" },
        { "Get-CfyTenant * | Add-CfyTenantUser bob", "PUT tenants/users" },
        { "Get-CfyTenant * | Remove-CfyTenantUser bob", "DELETE tenants/users" },
        { "Get-CfyTenant * | Add-CfyTenantUserGroup ops", "PUT tenants/user-groups" },
        { "Get-CfyTenant * | Remove-CfyTenantUserGroup ops", "DELETE tenants/user-groups" },
        { "Get-CfyUser * | Get-CfyUser", "GET users/u1" },
        { "Get-CfyUser * | Set-CfyUser -Role default", "POST users/u1" },
        { "Get-CfyUser * | Enable-CfyUser", "POST users/active/u1" },
        { "Get-CfyUser * | Disable-CfyUser", "POST users/active/u1" },
        { "Get-CfyUser * | Unlock-CfyUser", "POST users/unlock/u1" },
        { "Get-CfyUser * | Remove-CfyUser", "DELETE users/u1" },
        { "Get-CfyUser * | Add-CfyTenantUser -TenantName t1", "PUT tenants/users" },
        { "Get-CfyUser * | Set-CfyTenantUser -TenantName t1 -Role viewer", "PATCH tenants/users" },
        { "Get-CfyUser * | Remove-CfyTenantUser -TenantName t1", "DELETE tenants/users" },
        { "Get-CfyUser * | Add-CfyUserGroupMember ops", "PUT user-groups/users" },
        { "Get-CfyUser * | Remove-CfyUserGroupMember ops", "DELETE user-groups/users" },
        { "Get-CfyUserGroup * | Get-CfyUserGroup", "GET user-groups/g1" },
        { "Get-CfyUserGroup * | Set-CfyUserGroup -Role default", "POST user-groups/g1" },
        { "Get-CfyUserGroup * | Remove-CfyUserGroup", "DELETE user-groups/g1" },
        { "Get-CfyUserGroup * | Add-CfyTenantUserGroup -TenantName t1", "PUT tenants/user-groups" },
        { "Get-CfyUserGroup * | Set-CfyTenantUserGroup -TenantName t1 -Role viewer", "PATCH tenants/user-groups" },
        { "Get-CfyUserGroup * | Remove-CfyTenantUserGroup -TenantName t1", "DELETE tenants/user-groups" },
        { "Get-CfyUserGroup * | Add-CfyUserGroupMember -UserName bob", "PUT user-groups/users" },
        { "Get-CfyToken * | Remove-CfyToken", "DELETE tokens/o1" },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void ACmdletAcceptsTheOutputOfAnother(string script, string expected)
    {
        var manager = Connect();
        (string Path, string Item)[] things =
        [
            ("blueprints", """ "id": "b1", "plan": {"inputs": {}} """),
            ("deployments", """
                "id": "d1", "blueprint_id": "b1", "inputs": {}, "workflows": [{"name": "install"}], "outputs": {},
                "capabilities": {}, "deployment_id": "d1"
                """),
            ("executions", """
                "id": "e1", "deployment_id": "d1", "blueprint_id": "b1", "workflow_id": "install",
                "status": "terminated"
                """),
            ("nodes", """ "id": "n1", "deployment_id": "d1", "blueprint_id": "b1" """),
            ("node-instances",
                """ "id": "i1", "node_id": "n1", "deployment_id": "d1", "version": 1, "state": "started" """),
            ("events", """
                "execution_id": "e1", "node_instance_id": "i1", "deployment_id": "d1", "blueprint_id": "b1",
                "event_type": "workflow_succeeded", "type": "cloudify_event",
                "timestamp": "2026-01-01T00:00:00.000Z", "_storage_id": 1
                """),
            ("plugins", """ "id": "p1" """),
            ("secrets", """ "key": "k1", "value": "v" """),
            ("snapshots", """ "id": "s1", "status": "created" """),
            ("tenants", """ "name": "t1" """),
            ("users", """ "username": "u1" """),
            ("user-groups", """ "name": "g1" """),
            ("tokens", """ "id": "o1" """),
        ];
        foreach ((var path, var item) in things)
        {
            foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE" })
            {
                manager.Answer(method, $"/{path}(/|$)", 200, "{" + item + "}");
            }

            manager.Answer("GET", $"/{path}$", 200, "{\"items\": [{"
                + item + "}], \"metadata\": {\"pagination\": {\"total\": 1, \"offset\": 0, \"size\": 1000}}}");
        }

        manager.Answer("PUT", "/snapshots/new$", 200,
            """{"id": "e1", "workflow_id": "create_snapshot", "status": "terminated"}""");
        manager.Answer("POST", "/snapshots/s1/restore$", 200,
            """{"id": "e1", "workflow_id": "restore_snapshot", "status": "terminated"}""");
        var output = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Shell.Invoke(script, ("out", output)).Succeeded();
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }

        var words = expected.Split(' ', '?');
        FakeRequest[] sent = [.. manager.Requests.Skip(1).Where(request =>
            request.Method == words[0] && request.Path.EndsWith("/" + words[1], StringComparison.Ordinal))];
        Assert.True(
            sent.Any(request => words.Skip(2).SelectMany(query => query.Split('&'))
                .All(part => request.Query.Contains(part, StringComparison.Ordinal))),
            $"{script} sent "
                + string.Join(", ", manager.Requests.Select(one => $"{one.Method} {one.Path}{one.Query}")));
    }

    [Fact]
    public void TheBodyContainsThePipedValues()
    {
        var manager = Connect();
        Run("[pscustomobject]@{ DeploymentId = 'd1' } | Start-CfyExecution install");
        Run("[pscustomobject]@{ UserName = 'bob' } | Add-CfyTenantUser -TenantName t1 -Role viewer");
        Run("[pscustomobject]@{ BlueprintId = 'b1' } | New-CfyDeployment new -NoWait");

        Assert.Contains(
            "\"deployment_id\":\"d1\"", manager.Requests.First(request => request.Path.EndsWith("/executions")).Body);
        Assert.Contains(
            "\"username\":\"bob\"", manager.Requests.First(request => request.Path.EndsWith("/tenants/users")).Body);
        Assert.Contains(
            "\"blueprint_id\":\"b1\"",
            manager.Requests.First(request => request.Path.EndsWith("/deployments/new")).Body);
    }

    [Fact]
    public void FailedInputsDoNotAffectTheOthers()
    {
        var manager = Connect();
        foreach (var key in new[] { "k7", "k50", "k99" })
        {
            manager.Fail("DELETE", $"/secrets/{key}$", 404, "not_found_error");
        }

        var result = Shell.Invoke("1..100 | ForEach-Object { \"k$_\" } | Remove-CfySecret -PassThru");

        Assert.Equal(97, result.Output.Length);
        Assert.Equal(["k7", "k50", "k99"], result.Errors.Select(error => error.TargetObject));
        Assert.Equal(
            ["False", "True"], Run("Remove-CfySecret k7 -ErrorAction SilentlyContinue; $?; Remove-CfySecret k1; $?"));
    }

    [Fact]
    public void WithErrorActionStopTheFirstFailureEndsThePipeline()
    {
        var manager = Connect();
        manager.Fail("DELETE", "/secrets/k7$", 404, "not_found_error");

        var result = Shell.Invoke("1..100 | ForEach-Object { \"k$_\" } | Remove-CfySecret -PassThru -ErrorAction Stop");

        Assert.Equal(7, manager.Requests.Count(request => request.Method == "DELETE"));
        Assert.Equal("k7", result.Error.TargetObject);
    }

    /// <summary>A manager returns no id for a scheduled execution: it must not mean all executions.</summary>
    [Fact]
    public void AnExecutionWithoutAnIdIsNotAllOfItsDeployment()
    {
        var manager = Connect();
        manager.Answer(
            "POST", "/executions$", 201, """{"id": null, "status": "scheduled", "deployment_id": "d"}""");

        var result = Shell.Invoke("Start-CfyExecution w d -ScheduledTime 2040-01-02 | Get-CfyExecution");

        Assert.Contains("names no execution", result.Error.ToString());
        Assert.Equal("POST", manager.Request.Method);
    }
}
