using CloudifyPS.Shell;

namespace CloudifyPS.Tests.Shell;

public class ScriptRunnerTests
{
    [Fact]
    public async Task AScriptThatEndsWellExitsWith0AndHasTheModule()
    {
        var run = await RunAsync("(Get-Command Connect-CfyManager).Source");

        Assert.Equal(["CloudifyPS"], run.OutputLines);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task AScriptThatThrowsExitsWith1AndSaysWhyAndWhere()
    {
        var run = await RunAsync("'before'\nthrow 'the reason'\n'after'");

        Assert.Equal(["before"], run.OutputLines);
        Assert.Contains("the reason", run.Error);
        Assert.Contains("2 |", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task AnErrorUnderErrorActionPreferenceStopFailsTheScript()
    {
        var run = await RunAsync("$ErrorActionPreference = 'Stop'; Get-Command No-SuchThing; 'after'");

        Assert.Equal("", run.Output);
        Assert.Contains("No-SuchThing", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task AnErrorThatAScriptGoesOnAfterIsShownAndDoesNotFailIt()
    {
        var run = await RunAsync("Get-Command No-SuchThing; 'after'");

        Assert.Equal(["after"], run.OutputLines);
        Assert.Contains("No-SuchThing", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Theory]
    [InlineData("'before'; exit 3; 'after'", 3)]
    [InlineData("'before'; exit", 0)]
    [InlineData("Get-Command No-SuchThing -ErrorAction SilentlyContinue; 'before'; exit 4", 4)]
    public async Task TheExitCodeIsTheScriptsOwn(string script, int expected)
    {
        var run = await RunAsync(script);

        Assert.Equal(["before"], run.OutputLines);
        Assert.Equal(expected, run.ExitCode);
    }

    [Theory]
    [InlineData("if (")]
    [InlineData("param([int] $Number) $Number", "-Number", "many")]
    [InlineData("param([Parameter(Mandatory)] $Name) $Name")]
    public async Task AScriptThatCannotStartExitsWith1(string script, params string[] arguments)
    {
        var run = await RunAsync(script, arguments);

        Assert.NotEqual("", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task AScriptThatDoesNotExistExitsWith1AndIsNamed()
    {
        var run = await ShellProcess.RunAsync(["no-such-script.ps1"]);

        Assert.Contains("no-such-script.ps1", run.Error);
        Assert.Equal(1, run.ExitCode);
    }

    [Fact]
    public async Task ArgumentsReachTheParamBlockByNameByPositionAndAsSwitches()
    {
        const string script = """
            param([Parameter(Position = 0)] [string] $First, [int] $Count, [switch] $Loud, [switch] $Quiet, [string] $Text,
                [Parameter(ValueFromRemainingArguments)] $Rest)
            "$First|$($Count + 1)|$Loud|$Quiet|$Text|$Rest"
            """;

        var run = await RunAsync(
            script, "-Loud", "one $(two)", "-Count", "41", "-Quiet:$false", "-Text:it's; exit 9", "-7", "left");

        Assert.Equal(["one $(two)|42|True|False|it's; exit 9|-7 left"], run.OutputLines);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task AMandatoryParameterThatIsMissingIsAskedFor()
    {
        using var script = new ScriptFile(
            "param([Parameter(Mandatory)] [string] $Name, [Parameter(Mandatory)] [int[]] $Ports) \"=$Name $Ports=\"");

        var run = await ShellProcess.RunAsync([script.Path], "web\n80\n443\n\n");

        Assert.Contains("=web 80 443=", run.Output);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task RedirectedOutputHasNoEscapeSequenceAndNoProgress()
    {
        var run = await RunAsync("""
            [CmdletBinding()] param()
            $PSCmdlet.WriteProgress([System.Management.Automation.ProgressRecord]::new(1, 'Working', 'on it'))
            $PSCmdlet.WriteWarning('careful')
            $PSCmdlet.WriteVerbose('chatty')
            [pscustomobject] @{ Name = 'a'; Size = 1 }
            Get-Command No-SuchThing
            """, "-Verbose");

        Assert.Equal(["WARNING: careful", "VERBOSE: chatty", "Name Size", "---- ----", "a       1"], run.OutputLines);
        Assert.DoesNotContain('\e', run.Output + run.Error);
    }

    [Fact]
    public async Task CtrlCStopsAScriptRunsItsFinallyBlockAndExitsWith130()
    {
        if (OperatingSystem.IsWindows())
        {
            // No process of Windows can send Ctrl+C to another one's console without losing its own.
            return;
        }

        using var script = new ScriptFile("try { 'ready'; while ($true) { } } finally { [Console]::WriteLine('cleaned up') }");
        using var shell = ShellProcess.Start([script.Path]);

        await shell.WaitForLineAsync("ready");
        await shell.InterruptAsync();
        var run = await shell.EndAsync();

        Assert.Equal(["cleaned up"], run.OutputLines);
        Assert.Equal(130, run.ExitCode);
    }

    [Theory]
    [InlineData("-Name", "-Name")]
    [InlineData("-Name:", "-Name:")]
    [InlineData("-Name:a b", "-Name:'a b'")]
    [InlineData("-Switch:$true", "-Switch:$true")]
    [InlineData("-Name:$(evil)", "-Name:'$(evil)'")]
    [InlineData("value", "'value'")]
    [InlineData("it's", "'it''s'")]
    [InlineData("-1", "'-1'")]
    [InlineData("-", "'-'")]
    [InlineData("-a;b", "'-a;b'")]
    [InlineData("", "''")]
    public void AnArgumentBecomesANameOrAQuotedValue(string argument, string expected) =>
        Assert.Contains($".ps1' {expected}; if", ScriptRunner.CommandText("x.ps1", [argument]));

    private static async Task<ShellRun> RunAsync(string text, params string[] arguments)
    {
        using var script = new ScriptFile(text);
        return await ShellProcess.RunAsync([script.Path, .. arguments]);
    }
}
