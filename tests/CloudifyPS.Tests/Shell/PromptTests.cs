namespace CloudifyPS.Tests.Shell;

public class PromptTests
{
    [Fact]
    public async Task Piped_lines_run_one_after_the_other_in_one_session()
    {
        ShellRun run = await RunAsync("$x = 5", "", "\"x is $x\"", "(Get-Module CloudifyPS).Name");

        Assert.Equal(["x is 5", "CloudifyPS"], run.OutputLines);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Objects_are_formatted()
    {
        ShellRun run = await RunAsync("[pscustomobject] @{ Name = 'a'; Size = 1 }");

        Assert.Equal(["Name Size", "---- ----", "a       1"], run.OutputLines);
    }

    [Fact]
    public async Task A_command_may_have_several_lines()
    {
        ShellRun run = await RunAsync("foreach ($i in 1, 2) {", "", "  $i * 10", "}", "@'", "as", "", "it is", "'@");

        Assert.Equal(["10", "20", "as", "it is"], run.OutputLines);
    }

    [Fact]
    public async Task What_everybody_types_at_a_prompt_works()
    {
        ShellRun run = await RunAsync("cd /", "$PWD.Provider.Name + $PWD.Path.Length", "(help Get-Command).Name", "cls");

        Assert.Equal(OperatingSystem.IsWindows() ? "FileSystem3" : "FileSystem1", run.OutputLines[0]);
        Assert.Equal("Get-Command", run.OutputLines[1]);
    }

    [Theory]
    [InlineData("throw 'broken'", "broken")]
    [InlineData("Get-Command No-SuchThing -ErrorAction Stop", "No-SuchThing")]
    [InlineData("1 +)", "expression")]
    public async Task An_error_is_shown_and_does_not_end_the_prompt(string line, string message)
    {
        ShellRun run = await RunAsync(line, "'after'");

        Assert.Contains(message, run.Error);
        Assert.Equal(["after"], run.OutputLines);
        Assert.Equal(0, run.ExitCode);
    }

    [Fact]
    public async Task Exit_leaves_with_its_code()
    {
        ShellRun run = await RunAsync("'before'", "exit 7", "'after'");

        Assert.Equal(["before"], run.OutputLines);
        Assert.Equal(7, run.ExitCode);
    }

    [Fact]
    public async Task A_command_that_the_input_cuts_off_is_not_run_and_not_silent()
    {
        ShellRun run = await RunAsync("'before'; if ($true) {", "'within'");

        Assert.Equal("", run.Output);
        Assert.Contains("'within'", run.Error);
    }

    [Fact]
    public async Task Ctrl_C_stops_a_running_command_and_not_the_shell()
    {
        if (OperatingSystem.IsWindows())
        {
            // No process of Windows can send Ctrl+C to another one's console without losing its own.
            return;
        }

        using ShellProcess shell = ShellProcess.Start([]);

        shell.WriteLine("'running'; while ($true) { }");
        await shell.WaitForLineAsync("running");
        await shell.InterruptAsync();
        shell.WriteLine("'still here'");
        ShellRun run = await shell.EndAsync();

        Assert.Equal(["still here"], run.OutputLines);
        Assert.Equal("", run.Error);
        Assert.Equal(0, run.ExitCode);
    }

    private static Task<ShellRun> RunAsync(params string[] lines) =>
        ShellProcess.RunAsync([], string.Join('\n', lines) + '\n');
}
