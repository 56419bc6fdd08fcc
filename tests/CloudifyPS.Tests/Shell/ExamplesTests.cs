using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using CloudifyPS.Tests.Engine;

namespace CloudifyPS.Tests.Shell;

/// <summary>What README.md and the examples say is what the module has.</summary>
public partial class ExamplesTests
{
    private static readonly string Examples = Path.Combine(PsHost.RepositoryRoot, "docs", "examples");

    [Fact]
    public void TheReadmeNamesOnlyCommandsAndParametersThatExist()
    {
        var readme = File.ReadAllText(Path.Combine(PsHost.RepositoryRoot, "README.md"));
        var blocks = string.Join('\n', CodeBlock().Matches(readme).Select(block => block.Groups[1].Value));
        var words = string.Join('\n', InlineCode().Matches(readme).Select(word => word.Groups[1].Value));

        Assert.Empty(Unknown(blocks + "\n" + words, command => command.Contains("-Cfy")));
    }

    [Theory]
    [InlineData("quick-start.ps1")]
    [InlineData("deploy.ps1")]
    public void AnExampleUsesOnlyCommandsThatTheEngineAndTheModuleHave(string name) =>
        Assert.Empty(Unknown(File.ReadAllText(Path.Combine(Examples, name)), _ => true));

    [Fact]
    public async Task TheQuickStartRunsToItsEnd()
    {
        var run = await ShellProcess.RunAsync([Path.Combine(Examples, "quick-start.ps1"), "-ApplicationHosts", "3"]);

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("https://shop.example.com:443", run.Output);
        Assert.Equal(3, run.OutputLines.Count(line => line.StartsWith("application_host_") && line.Contains(" started ")));
        Assert.Equal("Everything is as it was.", run.OutputLines[^1]);
    }

    [Fact]
    public async Task TheDeployScriptHandsTheOutputsToThePipeline()
    {
        var run = await ShellProcess.RunAsync([Path.Combine(Examples, "deploy.ps1"), "-Simulate"]);

        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("##vso[task.setvariable variable=url;isOutput=true]https://shop.example.com:443", run.OutputLines);
    }

    [Fact]
    public async Task TheDeployScriptFailsWhenItCannotDeploy()
    {
        var run = await ShellProcess.RunAsync(
            [Path.Combine(Examples, "deploy.ps1"), "-Simulate", "-Path", Path.Combine(Examples, "no-such-blueprint")]);

        Assert.NotEqual("", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    /// <summary>The commands and parameters of a script that nobody has.</summary>
    private static IEnumerable<string> Unknown(string script, Func<string, bool> isMeant)
    {
        using var engine = new PsHost();
        var ast = Parser.ParseInput(script, out _, out _);
        HashSet<string> own = [.. ast.FindAll(node => node is FunctionDefinitionAst, true)
            .Select(node => ((FunctionDefinitionAst)node).Name)];

        foreach (var call in ast.FindAll(node => node is CommandAst, true).Cast<CommandAst>())
        {
            if (call.GetCommandName() is not { } name || !isMeant(name) || own.Contains(name))
            {
                continue;
            }

            var found = engine.Invoke("Get-Command $name -ErrorAction Ignore", ("name", name)).Output.SingleOrDefault();
            if (found?.BaseObject is not CommandInfo command)
            {
                yield return name;
                continue;
            }

            foreach (var parameter in call.CommandElements.OfType<CommandParameterAst>())
            {
                if (!HasParameter(command, parameter.ParameterName))
                {
                    yield return $"{name} -{parameter.ParameterName}";
                }
            }
        }
    }

    private static bool HasParameter(CommandInfo command, string name)
    {
        try
        {
            return command.ResolveParameter(name) is not null;
        }
        catch (ParameterBindingException)
        {
            return false;
        }
    }

    [GeneratedRegex("```powershell\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("(?<!`)`([^`\n]+)`(?!`)")]
    private static partial Regex InlineCode();
}
