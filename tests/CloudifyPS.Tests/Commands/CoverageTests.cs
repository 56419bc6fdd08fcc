using System.Text;
using System.Text.RegularExpressions;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>
/// Tests that each operation of the API has a cmdlet: runs the examples of <see cref="ApiOperations"/> against a
/// manager that records its requests. docs/coverage.md is generated from the same table.
/// </summary>
public sealed class CoverageTests : CommandTests
{
    public static TheoryData<int> Operations => [.. Enumerable.Range(0, ApiOperations.All.Count)];

    public static TheoryData<int> Changes =>
        [.. Enumerable.Range(0, ApiOperations.All.Count).Where(index => ApiOperations.All[index].Method != "GET")];

    [Theory]
    [MemberData(nameof(Operations))]
    public void TheExampleSendsTheRequest(int index)
    {
        var operation = ApiOperations.All[index];
        var manager = Connect(operation.Manager);
        var output = Directory.CreateTempSubdirectory().FullName;
        try
        {
            Shell.Invoke(operation.Example, ("out", output)).Succeeded();
        }
        finally
        {
            Directory.Delete(output, recursive: true);
        }

        var path =
            new Regex("^/api/(v[0-9.]+/)?" + Regex.Replace(Regex.Escape(operation.Route), @"\\\{\w+}", "[^/]+") + "$");

        // FakeManager does not record the request for the version, which the connection sends.
        Assert.True(
            operation.Route == "version"
            || manager.Requests.Any(request => request.Method == operation.Method && path.IsMatch(request.Path)),
            $"{operation.Example} sent "
                + string.Join(", ", manager.Requests.Select(one => one.Method + " " + one.Path)));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void WhatIfSendsNothing(int index)
    {
        var operation = ApiOperations.All[index];
        var manager = Connect(operation.Manager);
        Shell.Invoke(operation.Example + " -WhatIf").Succeeded();
        Assert.Empty(manager.Requests);
    }

    [Fact]
    public void TheSimulatorSupportsAllOperations()
    {
        foreach (var operation in ApiOperations.All)
        {
            using var manager = new SimulatedManager(new SimulatorOptions { Version = operation.Manager });
            Assert.Contains(manager.Routes.Routes, route => route.Method == operation.Method
                && AnyName(route.Template) == AnyName(operation.Route)
                && route.IsServed(new Version(operation.Manager), "v3.1"));
        }
    }

    [Fact]
    public void TheTableInTheDocumentationIsTheTable()
    {
        var path = Path.Combine(PsHost.RepositoryRoot, "docs", "coverage.md");
        var table = Table();
        if (Environment.GetEnvironmentVariable("CLOUDIFYPS_UPDATE_DOCS") is { Length: > 0 })
        {
            File.WriteAllText(path, table);
        }

        Assert.Equal(table, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string AnyName(string template) => Regex.Replace(template, @"\{\w+}", "{}");

    private static string Table()
    {
        var text = new StringBuilder();
        text.Append("""
            # Coverage of the API

            The table contains all operations in the documentation of Cloudify Manager's REST API v3, the cmdlet for
            each operation, and a call that sends it.

            CoverageTests generate the table. They run each call, check the request that it sends, check that it sends
            nothing with -WhatIf, and check that the simulator supports the operation. To update the table, set
            CLOUDIFYPS_UPDATE_DOCS=1 and run these tests.

            | Section | Operation | Request | Cmdlet | Managers | Call |
            |---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var operation in ApiOperations.All)
        {
            text.Append($"| {operation.Section} | {operation.Name} | `{operation.Method} /{operation.Route}` "
                + $"| {operation.Cmdlet} | {operation.Versions} | `{operation.Example}` |\n");
        }

        text.Append("\n`Invoke-CfyRestMethod` calls all other endpoints of a manager.\n");
        return text.ToString();
    }
}
