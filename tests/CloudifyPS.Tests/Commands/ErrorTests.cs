using System.Management.Automation;
using System.Text;
using System.Text.RegularExpressions;
using CloudifyPS.Commands.Base;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>
/// Tests that docs/errors.md contains the error IDs of <see cref="ErrorRecordFactory"/>, which creates all error
/// records, and that a script causes each error.
/// </summary>
public sealed class ErrorTests : CommandTests
{
    public static TheoryData<string> Ids =>
        [.. ErrorCases.All.Where(one => one.Script.Length > 0).Select(one => one.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void TheScriptCausesTheError(string id)
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
    public void AnUnclassifiedFailureIsConnectionFailed() => Assert.Equal(
        "ConnectionFailed",
        ErrorRecordFactory.Create(new CfyConnectionException(
            "?", ConnectionFailure.Other, new Uri("http://m"), new InvalidOperationException()), null)!
            .FullyQualifiedErrorId);

    [Fact]
    public void TheFactoryCreatesOnlyTheseIds()
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

            Each error of the module has an ErrorId, which is the first part of `$_.FullyQualifiedErrorId`, and an
            error category of PowerShell. `$_.TargetObject` is the input that caused the error. The properties of
            `$_.Exception` depend on its type:

            | Exception | Properties |
            |---|---|
            | `CfyException` (all) | `RecommendedAction`: what to do |
            | `CfyApiException` | `StatusCode`, `ErrorCode`, `ServerMessage`, `ServerTraceback`: the response |
            | `CfyConnectionException` | `Failure`: the reason for which there is no response |
            | `CfyExecutionException` | `Execution`: the ended execution |

            After an error about one input, the cmdlet continues with the next input. NoSession, SessionClosed and
            Unauthorized end the command. An object from the pipeline that has its own session is an exception: the
            cmdlet continues with objects of other sessions.

            ErrorTests generate the following table and cause each error. To update the table, set
            CLOUDIFYPS_UPDATE_DOCS=1 and run these tests.

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
