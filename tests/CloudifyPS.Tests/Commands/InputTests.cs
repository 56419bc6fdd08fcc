using CloudifyPS.Tests.Faults;
using CloudifyPS.Tests.Support;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Commands;

/// <summary>What -Inputs, -InputFile, -Parameters and -ParameterFile take, and what is sent of it.</summary>
public sealed class InputTests : CommandTests
{
    private const string Plan =
        """{"id": "b", "plan": {"inputs": {"port": {"type": "integer", "default": 80}, "host": {"type": "string"}}}}""";

    private static readonly Dictionary<string, string> Sources = new()
    {
        ["@{ a = 1 }"] = """{"a":1}""",
        ["([pscustomobject] @{ a = 1 })"] = """{"a":1}""",
        ["'a=1'"] = """{"a":1}""",
        ["'a.b=1'"] = """{"a":{"b":1}}""",
        ["'{\"a\": 1} // comment'"] = """{"a":1}""",
        ["\"a: yes`nb: [1]\""] = """{"a":true,"b":[1]}""",
        ["'a: 1'"] = """{"a":1}""",
        ["$one"] = """{"a":1,"b":{"c":1,"d":1}}""",
        ["([IO.FileInfo] $one)"] = """{"a":1,"b":{"c":1,"d":1}}""",
        ["$folder"] = """{"a":1,"b":{"c":2}}""",
        ["\"$folder/*.json\""] = """{"b":{"c":2}}""",
        ["@()"] = "{}",
        ["''"] = "{}",
        ["$null"] = "{}",
        ["$one, 'b.c=3', @{ a = 2 }"] = """{"a":2,"b":{"c":3,"d":1}}""",
        ["$one, @{ b = @{ c = 3 } }"] = """{"a":1,"b":{"c":3}}""",
        ["$one, @{ b = @{ c = 3 } } -MergeInputs deep"] = """{"a":1,"b":{"c":3,"d":1}}""",
    };

    private static readonly (string Inputs, string Id, string Message)[] Refused =
    [
        ("'hush'", "InvalidArgument", "neither name=value, nor JSON or YAML, nor the path"),
        ("'{\"a\": hush: b'", "InvalidArgument", "'-Inputs' at line 1, column"),
        ("\"a: 1`nb: *hush\"", "InvalidArgument", "Cannot read '-Inputs' at line 2, column 4: found undefined"),
        ("'[1]'", "InvalidArgument", "'-Inputs' must hold an object"),
        ("5", "InvalidArgument", "-Inputs must be a hashtable"),
        ("./nosuch.yaml", "FileNotFound", "nosuch.yaml"),
        ("$folder", "FileNotFound", "has no file with inputs"),
        ("@{ a = $p }", "InvalidArgument", "-Inputs.a is a SecureString"),
        ("'a=1', 'a.b=hush'", "InvalidArgument", "'a.b' cannot be set: 'a' is not an object"),
    ];

    [Fact]
    public void AllSourcesAreRead()
    {
        using var folder = new TemporaryFolder();
        var one = folder.Write("in/1.yaml", "a: 1\nb: {c: 1, d: 1}\n");
        folder.Write("in/2.json", """{"b": {"c": 2}}""");
        folder.Write("in/readme.txt", "not: inputs");
        var manager = Connect();
        foreach (var (inputs, json) in Sources)
        {
            foreach (var (script, field) in new[]
            {
                ($"New-CfyDeployment x b -NoWait -Inputs {inputs}", "inputs"),
                ($"Start-CfyExecution install x -Parameters {inputs}", "parameters"),
            })
            {
                Shell.Invoke(script, ("one", one), ("folder", folder["in"])).Succeeded();

                var body = manager.Requests.Last(request => request.Body.Length > 0).Body;
                Assert.Equal(script + json, script + JObject.Parse(body)[field]!.ToString(Formatting.None));
            }
        }
    }

    [Fact]
    public void FilesComeBeforeTheParameter()
    {
        using var folder = new TemporaryFolder();
        var one = folder.Write("1.yaml", "a: 1\nb: 1\nc: 1");
        var two = folder.Write("2.yaml", "b: 2\nc: 2");
        var manager = Connect();

        Shell.Invoke("New-CfyDeployment x b -NoWait -Inputs 'c=3' -InputFile $files", ("files", new[] { one, two }))
            .Succeeded();

        Assert.Contains("""{"a":1,"b":2,"c":3}""", manager.Requests.Last(request => request.Body.Length > 0).Body);
    }

    [Fact]
    public void AnInvalidSourceIsAnErrorThatQuotesNothing()
    {
        using var folder = new TemporaryFolder();
        var manager = Connect();
        foreach (var (inputs, id, message) in Refused)
        {
            var error = Shell.Invoke(
                $"New-CfyDeployment x b -Inputs {inputs}", ("folder", folder.Path), ("p", Secure("hush"))).Error;

            Assert.Equal(id, error.FullyQualifiedErrorId.Split(',')[0]);
            Assert.Contains(message, error.ToString());
            Assert.DoesNotContain("hush", error.ToString());
        }

        Assert.Empty(manager.Requests);
    }

    [Fact]
    public void InputsAreCheckedBeforeTheDeploymentIsCreated()
    {
        var manager = Connect().Answer("GET", "/blueprints/b$", 200, Plan);

        var error = Shell.Invoke("New-CfyDeployment x b -Inputs 'port=hush', @{ nope = 1 }").Error;

        Assert.StartsWith("InvalidInput,", error.FullyQualifiedErrorId);
        var exception = Assert.IsType<CfyValidationException>(error.Exception);
        Assert.Equal(
            ["Unknown nope", "Type port", "Missing host"],
            exception.Problems.Select(problem => $"{problem.Kind} {problem.Path}"));
        Assert.Equal(
            "The inputs for blueprint 'b' are not valid, for 3 reasons:\n"
                + "  The blueprint does not declare the input 'nope'.\n"
                + "  'port' must be an integer, but the value is a string.\n"
                + "  The input 'host' is required and has no value.",
            exception.Message);
        Assert.Equal("GET", manager.Request.Method);
    }

    [Fact]
    public void APlanIsRequestedOnceForManyDeployments()
    {
        var manager = Connect().Answer("GET", "/blueprints/b$", 200, Plan);

        Run("1..3 | ForEach-Object { [pscustomobject] @{ Id = \"d$_\"; BlueprintId = 'b'; Inputs = 'host=1.10' } } | "
            + "New-CfyDeployment -NoWait");

        Assert.Equal(
            ["GET", "PUT", "PUT", "PUT"], manager.Requests.Select(request => request.Method));
        Assert.Contains("""{"host":"1.10"}""", manager.Requests.Last().Body);
    }

    [Theory]
    [InlineData(403, "forbidden_error")]
    [InlineData(404, "not_found_error")]
    public void ABlueprintThatTheUserCannotReadIsNotChecked(int status, string code)
    {
        var manager = Connect().Fail("GET", "/blueprints/b$", status, code);

        Run("New-CfyDeployment x b -Inputs 'a=1' -NoWait");

        Assert.Equal("PUT", manager.Requests.Last().Method);
    }
}
