using System.Text.RegularExpressions;
using CloudifyPS.Client.Versions;
using CloudifyPS.Tests.Help;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>
/// Compares the table of versions with the cmdlets, which report an unsupported feature before they send a request, and
/// with the help pages, which contain the required version.
/// </summary>
public sealed class VersionTests : CommandTests
{
    /// <summary>The released versions of the manager.</summary>
    private static readonly Version[] Released =
    [
        .. new[]
        {
            "4.0.0", "4.1.0", "4.2.0", "4.3.0", "4.4.0", "4.5.0", "4.6.0", "5.0.0", "5.0.5", "5.1.0", "5.2.0", "6.0.0",
            "6.1.0", "6.2.0", "6.3.0", "6.4.0", "7.0.0", "7.0.3", "7.0.4", "7.0.5",
        }.Select(Version.Parse),
    ];

    /// <summary>A call of each cmdlet of the table with its mandatory parameters.</summary>
    private static readonly Dictionary<string, string> Calls = new()
    {
        ["Add-CfyClusterNode"] = "-Name x -HostIp 10.0.0.2",
        ["Add-CfyTenantUser"] = "-UserName x -TenantName t",
        ["Add-CfyTenantUserGroup"] = "-GroupName x -TenantName t",
        ["Get-CfyCluster"] = "",
        ["Get-CfyClusterNode"] = "x",
        ["Get-CfyDeploymentCapability"] = "x",
        ["Get-CfyEvent"] = "",
        ["Get-CfyExecution"] = "",
        ["Get-CfyManagerStatus"] = "",
        ["Get-CfyToken"] = "",
        ["Get-CfyUser"] = "",
        ["Join-CfyCluster"] = "-HostIp 10.0.0.3 -NodeName x -JoinAddress 10.0.0.1 -Credential $join",
        ["New-CfyDeployment"] = "x b -NoWait",
        ["New-CfySecret"] = "x",
        ["New-CfySnapshot"] = "x",
        ["New-CfyToken"] = "",
        ["New-CfyUserGroup"] = "x",
        ["Publish-CfyBlueprint"] = "-LiteralPath $archive -Id x -NoWait",
        ["Publish-CfyPlugin"] = "-Path $wagon",
        ["Remove-CfyBlueprint"] = "x",
        ["Remove-CfyClusterNode"] = "x",
        ["Remove-CfyDeployment"] = "x",
        ["Remove-CfyToken"] = "x",
        ["Restore-CfySnapshot"] = "x -Confirm:$false",
        ["Resume-CfyExecution"] = "x",
        ["Save-CfyPlugin"] = "x $out",
        ["Set-CfyCluster"] = "-ActiveNode two",
        ["Set-CfyNodeInstance"] = "x -State started",
        ["Set-CfySecret"] = "x",
        ["Set-CfyTenantUser"] = "x -TenantName t -Role viewer",
        ["Set-CfyTenantUserGroup"] = "x -TenantName t -Role viewer",
        ["Set-CfyUserGroup"] = "x -Role default",
        ["Start-CfyCluster"] = "-HostIp 10.0.0.1 -NodeName one",
        ["Start-CfyExecution"] = "install x",
        ["Stop-CfyExecution"] = "x",
        ["Unlock-CfyUser"] = "x",
    };

    /// <summary>The values of the parameters that are not switches.</summary>
    private static readonly Dictionary<string, string> Values = new()
    {
        ["DisplayName"] = "x",
        ["IconPath"] = "$icon",
        ["Id"] = "x",
        ["Label"] = "@{ a = 'b' }",
        ["NodeId"] = "x",
        ["NodeInstanceId"] = "x",
        ["Operation"] = "x",
        ["Role"] = "viewer",
        ["ScheduledTime"] = "2040-01-02",
        ["Schema"] = "@{ type = 'object' } -StructuredValue @{ a = 1 }",
        ["SiteName"] = "x",
        ["StructuredValue"] = "@{ a = 1 }",
        ["Title"] = "x",
        ["Visibility"] = "private",
        ["YamlPath"] = "$yaml",
    };

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, VersionTable.Limits.Count)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void NoRequestIsSentToAnUnsupportedVersion(int row)
    {
        var limit = VersionTable.Limits[row];
        var version = limit.Since is { } since ? Released.Last(one => one < since) : limit.Until!;
        var expected = limit.Since is null
            ? $"A manager before {limit.Until} is required for {Subject(limit)} (this manager is "
            : $"Manager {limit.Since} or later is required for {Subject(limit)} (this manager is ";

        foreach (var rehearsal in Rehearsals(limit))
        {
            (var manager, var result) = Run(limit, version.ToString(), rehearsal);

            Assert.StartsWith("Unsupported,", result.Error.FullyQualifiedErrorId);
            Assert.StartsWith(expected, result.Error.ToString());
            Assert.Empty(manager.Requests);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void TheRequestIsSentToASupportedVersion(int row)
    {
        var limit = VersionTable.Limits[row];
        var version = limit.Since ?? Released.Last(one => one < limit.Until);

        (var manager, var result) = Run(limit, version.ToString(), string.Empty);

        Assert.DoesNotContain(
            result.Errors, error => error.FullyQualifiedErrorId.StartsWith("Unsupported,", StringComparison.Ordinal));
        Assert.Contains(manager.Requests, request => request.Method == limit.Operation.Split(' ')[0]);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void TheHelpContainsTheVersion(int row)
    {
        var limit = VersionTable.Limits[row];

        Assert.Contains(
            (limit.Cmdlet, limit.Parameter, limit.Since is null ? "before " + limit.Until : limit.Since.ToString()),
            Statements());
    }

    [Fact]
    public void EveryVersionInTheHelpIsInTheTable() => Assert.Empty(Statements().Except(VersionTable.Limits.Select(
        limit =>
            (limit.Cmdlet, limit.Parameter, limit.Since is null ? "before " + limit.Until : limit.Since.ToString()))));

    private static string Subject(VersionLimit limit) =>
        limit.Parameter is null ? limit.Cmdlet : (limit.IsForSeveral ? "several values of -" : "-") + limit.Parameter;

    private static string[] Rehearsals(VersionLimit limit) =>
        limit.Cmdlet.StartsWith("Get-", StringComparison.Ordinal) ? [""] : ["", " -WhatIf"];

    // Gets the version limits of parameters and cmdlets from the help pages.
    private static HashSet<(string Cmdlet, string? Parameter, string Version)> Statements() =>
    [
        .. HelpPage.All.Values.SelectMany(page => page.Parameters
            .SelectMany(parameter => Versions(parameter.Text).Select(one => (page.Name, (string?)parameter.Name, one)))
            .Concat(Versions(page.Description).Select(one => (page.Name, (string?)null, one)))),
    ];

    private static IEnumerable<string> Versions(string text) => Regex
        .Matches(text,
            @"Manager (\d[\d.]*\d) or later is required(?! for)|A manager (before \d[\d.]*\d) is required(?! for)")
        .Select(match => match.Groups[1].Value + match.Groups[2].Value);

    private (FakeManager Manager, PsResult Result) Run(VersionLimit limit, string version, string rehearsal)
    {
        var manager = Connect(version);
        manager.Answer("POST", "/plugins$", 201, """{"id": "x"}""");
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            foreach (var name in new[] { "plugin.wgn", "plugin.yaml", "icon.png" })
            {
                File.WriteAllText(Path.Combine(folder, name), "PK");
            }

            var parameter = limit.Parameter is null
                ? string.Empty
                : $" -{limit.Parameter} {Values.GetValueOrDefault(limit.Parameter)}"
                    + (limit.IsForSeveral ? ", " + Values[limit.Parameter] : string.Empty);
            if (limit.Cmdlet.EndsWith("-CfySecret", StringComparison.Ordinal)
                && limit.Parameter is not ("Schema" or "StructuredValue"))
            {
                parameter += " -Value v";
            }

            // The credentials of a cluster node come from Add-CfyClusterNode only.
            Shell.Invoke("$join = [System.Activator]::CreateInstance([CloudifyPS.ClusterCredentials], "
                + "[System.Reflection.BindingFlags]'Instance, NonPublic', $null, @('x'), $null)").Succeeded();
            var result = Shell.Invoke(
                $"{limit.Cmdlet} {Calls[limit.Cmdlet]}{parameter}{rehearsal}",
                ("archive", Path.Combine(PsHost.RepositoryRoot, "tests/CloudifyPS.Tests/Recordings/archives/bp1.zip")),
                ("wagon", Path.Combine(folder, "plugin.wgn")),
                ("yaml", Path.Combine(folder, "plugin.yaml")),
                ("icon", Path.Combine(folder, "icon.png")),
                ("out", folder));
            return (manager, result);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
