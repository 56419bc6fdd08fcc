using System.Collections;
using System.Management.Automation.Language;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Tests.Client;

namespace CloudifyPS.Tests.Commands;

/// <summary>Completion finds a name wherever it is in the list.</summary>
public sealed class CompletionTests
{
    private static readonly string[] Names =
        [.. Enumerable.Range(0, 9_999).Select(number => $"key-{number:d4}"), "last-one"];

    /// <summary>Manager 7.0.5 searches the names of blueprints, and not those of executions.</summary>
    [Theory]
    [InlineData("la", "last-one")]
    [InlineData("LAST", "last-one")]
    [InlineData("key-999", "key-9990 key-9991 key-9992 key-9993 key-9994 key-9995 key-9996 key-9997 key-9998")]
    [InlineData("l*-o", "last-one")]
    [InlineData("nowhere", "")]
    public void TheLastOf10000NamesIsFound(string word, string expected)
    {
        Assert.Equal(expected, Complete<Blueprint>(word));
        Assert.Equal(expected, Complete<Execution>(word));
    }

    private static string Complete<T>(string word)
        where T : Resource, new()
    {
        var names = Names;
        using var fixture = new ClientFixture(new CannedHandler(request =>
        {
            var found = request.Query("_search") is { } part
                ? names.Where(name => name.Contains(part, StringComparison.OrdinalIgnoreCase)).ToArray()
                : names;
            var page = found.Skip(int.Parse(request.Query("_offset")!)).Take(int.Parse(request.Query("_size")!));
            return CannedHandler.Json(
                "{\"items\": [" + string.Join(",", page.Select(name => $"{{\"id\": \"{name}\"}}"))
                + "], \"metadata\": {\"pagination\": {\"total\": " + found.Length + "}}}");
        }));
        var command = (CommandAst)Parser.ParseInput("Get-It", out _, out _).Find(ast => ast is CommandAst, true);

        var results = new ResourceCompleter<T>().CompleteArgument(
            "Get-It", "Id", word, command, new Hashtable { ["Session"] = fixture.Session });

        return string.Join(" ", results.Select(result => result.CompletionText));
    }
}
