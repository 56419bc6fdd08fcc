using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using CloudifyPS.Commands.Base;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>
/// Every ErrorId is in docs/errors.md, and is reached by a script; ErrorRecordFactory, the only maker of error records,
/// has no other.
/// </summary>
public sealed class ErrorTests : CommandTests
{
    public static TheoryData<string> Ids =>
        [.. ErrorCases.All.Where(one => one.Script.Length > 0).Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void ItIsReached(string id)
    {
        var error = ErrorCases.All.Single(one => one.Id == id);
        using var servers = new BadServers();
        var manager = Connect();
        error.Prepare(manager);
        var folder = Directory.CreateTempSubdirectory().FullName;
        var file = Path.Combine(folder, "there");
        File.WriteAllText(file, "kept");
        try
        {
            var result = Shell.Invoke(
                error.Script,
                ("address", manager.Address.AbsoluteUri),
                ("c", new PSCredential("admin", Secure("admin"))),
                ("closed", servers.Closed),
                ("silent", servers.Silent),
                ("broken", servers.Broken),
                ("untrusted", servers.Untrusted),
                ("file", file),
                ("folder", folder));

            Assert.Equal(id, result.Error.FullyQualifiedErrorId.Split(',')[0]);
            Assert.Equal(error.Category, result.Error.CategoryInfo.Category.ToString());
            Assert.Equal("kept", File.ReadAllText(file));
            Assert.Single(Directory.GetFiles(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void WhatHasNoNameOfItsOwnHasTheGeneralOne() => Assert.Equal(
        "ConnectionFailed",
        ErrorRecordFactory.Create(new CfyConnectionException(
            "?", ConnectionFailure.Other, new Uri("http://m"), new InvalidOperationException()), null)!
            .FullyQualifiedErrorId);

    [Fact]
    public void ThereIsNoOther()
    {
        var source = File.ReadAllText(Path.Combine(
            PsHost.RepositoryRoot, "src", "CloudifyPS.Commands", "Base", "ErrorRecordFactory.cs"));
        var made = Regex.Matches(
            source, "\"([A-Z][A-Za-z]+)\",?( ErrorCategory|$|\\r?\\n\\s+ErrorCategory)", RegexOptions.Multiline)
            .Concat(Regex.Matches(source, "=> \"([A-Z][A-Za-z]+)\",()"))
            .Select(match => match.Groups[1].Value).Distinct();

        Assert.Equal(ErrorCases.All.Select(one => one.Id).Order(), made.Order());
        Assert.DoesNotContain(
            Directory.EnumerateFiles(
                Path.Combine(PsHost.RepositoryRoot, "src", "CloudifyPS.Commands"), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains(
                    $"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
            file => !file.EndsWith("ErrorRecordFactory.cs", StringComparison.Ordinal)
                && File.ReadAllText(file).Contains("new ErrorRecord(", StringComparison.Ordinal));
    }

    [Fact]
    public void TheTableInTheDocumentationIsTheTable()
    {
        var path = Path.Combine(PsHost.RepositoryRoot, "docs", "errors.md");
        var table = Table();
        if (Environment.GetEnvironmentVariable("CLOUDIFYPS_UPDATE_DOCS") is { Length: > 0 })
        {
            File.WriteAllText(path, table);
        }

        Assert.Equal(table, File.ReadAllText(path).ReplaceLineEndings("\n"));
    }

    private static string Table()
    {
        var text = new StringBuilder();
        text.Append("""
            # Errors

            Every error of the module has an ErrorId, the first word of `$_.FullyQualifiedErrorId`, and one of
            PowerShell's categories. `$_.TargetObject` is the input that failed. `$_.Exception` has the details:
            `StatusCode`, `ErrorCode`, `ServerMessage` and `ServerTraceback` of a `CfyApiException` are the manager's
            response; `Failure` of a `CfyConnectionException` is the reason for which there is none; `Execution` of a
            `CfyExecutionException` is the execution as it ended. `RecommendedAction` of every `CfyException` says what
            to do.

            After an error about one input, the pipeline continues with the next input. NoSession, SessionClosed and
            Unauthorized end the command, unless the session came with an object from the pipeline: objects of other
            sessions are processed.

            ErrorTests generate this table and cause every error. After a change, set CLOUDIFYPS_UPDATE_DOCS=1 and run
            them.

            | ErrorId | Category | When | What to do |
            |---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var error in ErrorCases.All)
        {
            text.Append($"| {error.Id} | {error.Category} | {error.When} | {error.Advice} |\n");
        }

        return text.ToString();
    }
}
