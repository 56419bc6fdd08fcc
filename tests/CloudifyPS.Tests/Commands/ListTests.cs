using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>
/// Tests the common features of lists: filters, sorting, paging, wildcards, and the early end of a pipeline.
/// </summary>
public sealed class ListTests : CommandTests
{
    public static TheoryData<string, string> Lists => new()
    {
        { "Get-CfyBlueprint", "blueprints" },
        { "Get-CfyDeployment", "deployments" },
        { "Get-CfyExecution", "executions" },
        { "Get-CfyNode", "nodes" },
        { "Get-CfyNodeInstance", "node-instances" },
        { "Get-CfyPlugin", "plugins" },
        { "Get-CfySecret", "secrets" },
        { "Get-CfySnapshot", "snapshots" },
        { "Get-CfyTenant", "tenants" },
        { "Get-CfyToken", "tokens" },
        { "Get-CfyUser", "users" },
        { "Get-CfyUserGroup", "user-groups" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public void AttributesOfAnyNameAreReturned(string command, string path)
    {
        var manager = Connect();
        manager.Answer("GET", $"/{path}$", 200, """
            {"items": [{"psobject": 1, "ps_base": 2, "PSTypeNames": 3, "psadapted": 4, "ps_extended": 5,
                        "": 6, "a b": 7},
                       {"psobject": {"": {"psobject": 8}}, "_": 9}],
             "metadata": {"pagination": {"total": 2, "offset": 0, "size": 1000}}}
            """);

        Assert.Equal(
            ["1 2 3 6 7", "1"],
            Run($"$all = {command}; $all[0] | ForEach-Object {{ "
                + "\"$($_._PsObject) $($_._PsBase) $($_._PSTypeNames) $($_._) $($_.'A b')\" }; "
                + "@($all[1]._PsObject).Count"));
    }

    [Theory]
    [InlineData("Secret", 7)]
    [InlineData("Secret", 1000)]
    [InlineData("Tenant", 9)]
    [InlineData("User", 11)]
    [InlineData("UserGroup", 2)]
    public void AListCanBeRemovedWhileItIsRead(string noun, int pageSize)
    {
        using var manager = Simulate(new SimulatorOptions { Speed = 0, Premium = true });
        var count = pageSize == 1000 ? 6500 : 120;
        Run($$"""
            1..{{count}} | ForEach-Object {
                $n = $_
                switch ('{{noun}}') {
                    Secret { New-CfySecret "x$n" -Value v }
                    Tenant { New-CfyTenant "x$n" }
                    User { New-CfyUser "x$n" -Password $e }
                    UserGroup { New-CfyUserGroup "x$n" }
                }
            }
            """);

        var key = noun == "Secret" ? "Key" : noun == "User" ? "UserName" : "Name";
        Run($"Get-Cfy{noun} -PageSize {pageSize} | Where-Object {key} -like 'x*' | Remove-Cfy{noun} -Confirm:$false");

        Assert.Empty(Run($"Get-Cfy{noun} x*"));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void AllListCmdletsHaveTheCommonParameters(string command, string path)
    {
        var manager = Connect();

        Run($"{command} -Filter @{{ CreatedBy = 'a', 'b'; Visibility = 'global' }} -Property Id, CreatedAt "
            + "-SortBy CreatedAt, -Visibility -PageSize 20 -AllTenants");

        Assert.EndsWith("/" + path, manager.Request.Path);
        var query = manager.Request.Query.TrimStart('?').Split('&');
        Assert.All(
            [
                "created_by=a", "created_by=b", "visibility=global", "_sort=created_at", "_sort=-visibility",
                "_size=20", "_offset=0", "_all_tenants=true",
            ],
            (string part) => Assert.Contains(part, query));
        Assert.Contains(query, part => part.StartsWith("_include=", StringComparison.Ordinal)
            && part.Contains("id", StringComparison.Ordinal) && part.Contains("created_at", StringComparison.Ordinal));
    }

    /// <summary>
    /// Managers ignore the search for some kinds of resources, and before 4.4 for all kinds. The cmdlet then searches.
    /// </summary>
    [Theory]
    [InlineData("7.0.5", "Get-CfyBlueprint", "blueprints", true)]
    [InlineData("7.0.5", "Get-CfyDeployment", "deployments", true)]
    [InlineData("7.0.5", "Get-CfyExecution", "executions", false)]
    [InlineData("7.0.5", "Get-CfyNode", "nodes", true)]
    [InlineData("7.0.5", "Get-CfyNodeInstance", "node-instances", true)]
    [InlineData("7.0.5", "Get-CfyPlugin", "plugins", true)]
    [InlineData("7.0.5", "Get-CfySnapshot", "snapshots", true)]
    [InlineData("7.0.5", "Get-CfyToken", "tokens", false)]
    [InlineData("7.0.5", "Get-CfyTenant", "tenants", false)]
    [InlineData("7.0.5", "Get-CfyUserGroup", "user-groups", false)]
    [InlineData("4.3.0", "Get-CfyBlueprint", "blueprints", false)]
    public void TheManagerSearchesIfItSupportsIt(string version, string command, string path, bool isSent)
    {
        var manager = Connect(version);
        manager.Answer("GET", $"/{path}$", 200, """
            {
                "items": [{"id": "a-part-b", "name": "a-part-b"}, {"id": "other", "name": "other"}],
                "metadata": {"pagination": {"total": 2, "offset": 0, "size": 1000}}
            }
            """);

        var found = Shell.Invoke($"{command} -Search PART").Succeeded().Output;

        Assert.Equal(isSent, manager.Request.Query.Contains("_search=PART", StringComparison.Ordinal));
        Assert.Equal(isSent ? 2 : 1, found.Length);
    }

    /// <summary>What a manager 7.0.5 does not evaluate, or not as it shows the values, is evaluated here.</summary>
    [Theory]
    [InlineData("Get-CfyTenant -Filter @{ Name = 'x1' }", "tenants", "name=x1", "x1")]
    [InlineData("Get-CfyTenant -Filter @{ Name = 'x1', 'x3' }", "tenants", "name=x3", "x1 x3")]
    [InlineData("Get-CfyTenant x* -Filter @{ Name = 'x2' }", "tenants", "name=x2", "x2")]
    [InlineData("Get-CfyExecution -Filter @{ TotalOperations = 0 }", "executions", "", "x1 x2")]
    [InlineData("Get-CfyExecution x1, x2, x3 -Filter @{ total_operations = '0' }", "executions", "id=x3", "x1 x2")]
    [InlineData("Get-CfyExecution -Filter @{ TotalOperations = 7; FinishedOperations = 1, 2 }", "executions", "", "x3")]
    [InlineData("Get-CfyExecution -Filter @{ FinishedOperations = 0 } -Search x", "executions", "", "x1 x2")]
    [InlineData("Get-CfyExecution -Filter @{ CreatedAt = $time } -First 1", "executions", "", "x2")]
    [InlineData("Get-CfyExecution -Filter @{ CreatedAt = '2026-11-25T12:00:00.123Z' } -Property Id",
        "executions", "_include=id,created_at", "x2")]
    [InlineData("Get-CfyDeployment -Filter @{ LatestExecutionTotalOperations = 7 }", "deployments", "", "x3")]
    public void AFilterThatTheManagerDoesNotHonourIsEvaluatedHere(
        string script, string path, string sent, string expected)
    {
        var manager = Connect();
        manager.Answer("GET", $"/{path}$", 200, """
            {
                "items": [
                    {"id": "x1", "name": "x1", "total_operations": 0, "finished_operations": 0},
                    {"id": "x2", "name": "x2", "total_operations": 0, "finished_operations": 0,
                     "created_at": "2026-11-25T12:00:00.123Z"},
                    {"id": "x3", "name": "x3", "total_operations": 7, "finished_operations": 2,
                     "latest_execution_total_operations": 7, "created_at": "2026-11-25T12:00:00.124Z"}
                ],
                "metadata": {"pagination": {"total": 3, "offset": 0, "size": 1000}}
            }
            """);

        var result = Shell.Invoke(
            "$time = [datetimeoffset]'2026-11-25T12:00:00.1239Z'; "
            + script + " | ForEach-Object { ($_.Name, $_.Id -ne $null)[0] }").Succeeded();

        Assert.Equal(expected, string.Join(" ", result.Output.Select(name => name.ToString())));
        Assert.Contains(sent, manager.Request.Query);
        Assert.DoesNotMatch("(operations|created_at)=", manager.Request.Query);
    }

    [Theory]
    [InlineData("Get-CfyExecution -Filter @{ Status = 'bogus' }", "one of: cancelled")]
    [InlineData("Get-CfyExecution -Filter @{ Visibility = 'public' }", "one of: private")]
    [InlineData("Get-CfySnapshot -Filter @{ Status = 'terminated' }", "one of: created")]
    [InlineData("Get-CfyDeployment -Filter @{ InstallationStatus = 'x' }", "one of: active")]
    [InlineData("Get-CfyDeployment -Filter @{ DeploymentStatus = 'x' }", "one of: good")]
    [InlineData("Get-CfyDeployment -Filter @{ SubServicesStatus = 'x' }", "one of: good")]
    [InlineData("Get-CfyDeployment -Filter @{ SubEnvironmentsStatus = 'x' }", "one of: good")]
    [InlineData("Get-CfyDeployment -Filter @{ LatestExecutionStatus = 'x' }", "filter by LatestExecutionStatus")]
    [InlineData("Get-CfyDeployment -Filter @{ Inputs = @{ a = 1 } }", "filter by Inputs")]
    [InlineData("Get-CfyDeployment -Filter @{ labels = 'a' }", "filter by labels")]
    [InlineData("Get-CfyNode -Filter @{ TypeHierarchy = 'cloudify.nodes.Root' }", "filter by TypeHierarchy")]
    [InlineData("Get-CfyNodeInstance -Filter @{ RuntimeProperties = 'a' }", "filter by RuntimeProperties")]
    [InlineData("Get-CfySecret -Filter @{ Value = 'a' }", "filter by Value")]
    [InlineData("Get-CfyNode -Filter @{ NumberOfInstances = 'many' }", "not a number")]
    [InlineData("Get-CfyExecution -Filter @{ CreatedAt = 'soon' }", "not a time")]
    [InlineData("Get-CfyBlueprint -Filter @{ IsHidden = 'perhaps' }", "not true or false")]
    [InlineData("Get-CfyExecution -SortBy TotalOperations", "Use Sort-Object")]
    [InlineData("Get-CfyExecution -SortBy -finished_operations", "Use Sort-Object")]
    [InlineData("Get-CfyDeployment -SortBy LatestExecutionTotalOperations", "Use Sort-Object")]
    public void WhatTheManagerCannotEvaluateIsRefusedByName(string script, string reason)
    {
        var manager = Connect();

        var result = Shell.Invoke(script);

        Assert.StartsWith("InvalidArgument,", result.Error.FullyQualifiedErrorId);
        Assert.Contains(reason, result.Error.ToString());
        Assert.Empty(manager.Requests);
    }

    [Theory]
    [InlineData("Get-CfySecret -First 2", "k1 k2")]
    [InlineData("Get-CfySecret -Skip 3", "k4 k5")]
    [InlineData("Get-CfySecret -First 2 -Skip 1 -PageSize 1", "k2 k3")]
    [InlineData("Get-CfySecret -PageSize 2", "k1 k2 k3 k4 k5")]
    [InlineData("Get-CfySecret -SortBy Key -Descending -First 2", "k5 k4")]
    [InlineData("Get-CfySecret k[24]", "k2 k4")]
    [InlineData("Get-CfySecret k2, k4, *5", "k2 k4 k5")]
    [InlineData("Get-CfySecret K*", "k1 k2 k3 k4 k5")]
    [InlineData("Get-CfySecret -Search 3", "k3")]
    [InlineData("Get-CfySecret -Filter @{ Key = 'k1', 'k5' }", "k1 k5")]
    [InlineData("Get-CfySecret x*", "")]
    [InlineData("Get-CfySecret k* -Skip 1 -First 2", "k2 k3")]
    [InlineData("Get-CfySecret k1, k3, k* -Skip 1 -First 3", "k3 k1 k2")]
    [InlineData("'k1', 'k2', 'k3' | Get-CfySecret -Skip 1 -First 1", "k2")]
    [InlineData("Get-CfySecret k1, nowhere -First 1", "k1")]
    [InlineData("Get-CfySecret k1 -First 0", "")]
    [InlineData("Get-CfySecret k1 -AsPlainText -Property Key, Value", "k1")]
    public void AListReturnsTheRequestedObjects(string script, string expected)
    {
        Simulate();
        Run("1..5 | ForEach-Object { $null = New-CfySecret k$_ -Value $_ }");

        Assert.Equal(expected, string.Join(" ", Run($"({script}).Key").Where(key => key.Length > 0)));
    }

    [Theory]
    [InlineData("Get-CfyTenant t1, t2, t3 -First 2", "t1 t2")]
    [InlineData("Get-CfyTenant t1, t2, t3 -Skip 1", "t2 t3")]
    [InlineData("Get-CfyTenant t1, nowhere -First 1", "t1")]
    public void PagingAppliesToKeys(string script, string expected)
    {
        Simulate();
        Run("1..3 | ForEach-Object { $null = New-CfyTenant t$_ }");

        Assert.Equal(expected, string.Join(" ", Run($"({script}).Name")));
    }

    [Fact]
    public void TheTotalIsReturnedFirstWithItsAccuracy()
    {
        Simulate();
        Run("1..5 | ForEach-Object { $null = New-CfySecret k$_ -Value $_ }");

        Assert.Equal(["5", "k1"], Run("$l = Get-CfySecret -First 1 -IncludeTotalCount; [uint64]$l[0]; $l[1].Key"));
        Assert.Equal(
            ["3", "k1", "k2"], Run("$l = 'k1', 'k2' | Get-CfySecret -IncludeTotalCount; $l.Count; $l[1..2].Key"));
        Assert.Equal(["0", "k1"], Run("$l = Get-CfySecret k1 -IncludeTotalCount; [uint64]$l[0]; $l[1].Key"));
        Assert.Equal(
            ["5"],
            Run("$l = @(Get-CfySecret -First 0 -IncludeTotalCount); [uint64]$l[0]; $l[1].Key")
                .Where(line => line.Length > 0));
    }

    [Theory]
    [InlineData("-Property Id, NoSuchField", "-Property")]
    [InlineData("-SortBy NoSuchField", "-SortBy")]
    [InlineData("-Filter @{ NoSuchField = 1 }", "-Filter")]
    public void AnUnknownAttributeIsNamedByItsPropertyName(string parameter, string named)
    {
        Simulate();
        Run("Publish-CfyBlueprint $archives/bp1.zip b");

        var result = Shell.Invoke("Get-CfyBlueprint " + parameter);

        Assert.StartsWith("BadParameters,", result.Error.FullyQualifiedErrorId);
        Assert.Contains(" NoSuchField. It supports: ", result.Error.ToString());
        Assert.Contains(named, result.Error.ToString());
        Assert.Contains("MainFileName", result.Error.ToString());
        Assert.DoesNotContain("PlanP", result.Error.ToString());
    }

    [Theory]
    [InlineData("Get-CfyUser -Property UserName -SortBy UserName -Filter @{ UserName = 'x' }", "username")]
    [InlineData("Get-CfyUser -Property username -SortBy '-username' -Filter @{ username = 'x' }", "username")]
    public void AttributesCanBeNamedByPropertyOrJsonName(string script, string attribute)
    {
        var manager = Connect();
        Run(script);

        Assert.Contains(attribute + "=x", manager.Request.Query);
        Assert.Contains("_include=" + attribute, manager.Request.Query);
        Assert.Matches("_sort=-?" + attribute, manager.Request.Query);
        Assert.DoesNotContain("user_name", manager.Request.Query);
    }

    [Fact]
    public void AnEarlyEndOfThePipelineLimitsTheRequests()
    {
        var manager = Connect();
        var page = string.Join(",", Enumerable.Range(0, 10).Select(number => $$"""{"key": "k{{number}}"}"""));
        manager.Answer("GET", "/secrets$", 200, "{\"items\": ["
            + page + "], \"metadata\": {\"pagination\": {\"total\": 100000, \"offset\": 0, \"size\": 10}}}");

        // Select-Object -First 5 ends the pipeline.
        Assert.Equal(5, Run(
            "foreach ($once in 1) { Get-CfySecret -PageSize 10 "
            + "| ForEach-Object { ++$n; $_.Key; if ($n -ge 5) { break } } }").Length);

        // The first page, and the pages that were requested ahead.
        Assert.InRange(manager.Requests.Count, 1, 6);
    }
}
