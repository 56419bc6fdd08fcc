namespace CloudifyPS.Tests.Shell;

public class PromptTests
{
    [Fact]
    public async Task PipedLinesRunOneAfterTheOtherInOneSession()
    {
        var run = await RunAsync("$x = 5", "", "\"x is $x\"", "(Get-Module CloudifyPS).Name");

        Assert.Equal(["x is 5", "CloudifyPS"], run.OutputLines);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task ObjectsAreFormatted()
    {
        var run = await RunAsync("[pscustomobject] @{ Name = 'a'; Size = 1 }");

        Assert.Equal(["Name Size", "---- ----", "a       1"], run.OutputLines);
    }

    [Fact]
    public async Task ACommandMayHaveSeveralLines()
    {
        var run = await RunAsync("foreach ($i in 1, 2) {", "", "  $i * 10", "}", "@'", "as", "", "it is", "'@");

        Assert.Equal(["10", "20", "as", "it is"], run.OutputLines);
    }

    [Fact]
    public async Task WhatEverybodyTypesAtAPromptWorks()
    {
        var run = await RunAsync("cd /", "$PWD.Provider.Name + $PWD.Path.Length", "(help Get-Command).Name", "cls");

        Assert.Equal(OperatingSystem.IsWindows() ? "FileSystem3" : "FileSystem1", run.OutputLines[0]);
        Assert.Equal("Get-Command", run.OutputLines[1]);
    }

    [Theory]
    [InlineData("throw 'broken'", "broken")]
    [InlineData("Get-Command No-SuchThing -ErrorAction Stop", "No-SuchThing")]
    [InlineData("1 +)", "expression")]
    public async Task AnErrorIsShownAndDoesNotEndThePrompt(string line, string message)
    {
        var run = await RunAsync(line, "'after'");

        Assert.Contains(message, run.Error);
        Assert.Equal(["after"], run.OutputLines);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task ExitLeavesWithItsCode()
    {
        var run = await RunAsync("'before'", "exit 7", "'after'");

        Assert.Equal(["before"], run.OutputLines);
        Assert.Equal(7, run.ExitCode);
    }

    [Fact]
    public async Task ACommandThatTheInputCutsOffIsNotRunAndNotSilent()
    {
        var run = await RunAsync("'before'; if ($true) {", "'within'");

        Assert.Equal("", run.Output);
        Assert.Contains("'within'", run.Error);
    }

    [Fact]
    public async Task CtrlCStopsARunningCommandAndNotTheShell()
    {
        if (OperatingSystem.IsWindows())
        {
            // No process of Windows can send Ctrl+C to another one's console without losing its own.
            return;
        }

        using var shell = ShellProcess.Start([]);

        shell.WriteLine("'running'; while ($true) { }");
        await shell.WaitForLineAsync("running");
        await shell.InterruptAsync();
        shell.WriteLine("'still here'");
        var run = await shell.EndAsync();

        Assert.Equal(["still here"], run.OutputLines);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    private static Task<ShellRun> RunAsync(params string[] lines) =>
        ShellProcess.RunAsync([], string.Join('\n', lines) + '\n');
}
