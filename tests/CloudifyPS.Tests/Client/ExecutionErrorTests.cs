using CloudifyPS.Client.Resources;

namespace CloudifyPS.Tests.Client;

/// <summary>
/// Tests that the reason of a failed execution is found in the formats in which Manager 7.0.5 stores it.
/// </summary>
public sealed class ExecutionErrorTests
{
    [Theory]
    [InlineData(
        "404: This feature exists only in the premium edition of Cloudify.\nPlease contact sales for additional info.",
        "404: This feature exists only in the premium edition of Cloudify.\nPlease contact sales for additional info.")]
    [InlineData(
        "Traceback (most recent call last):\n  File \"dispatch.py\", line 793, in main\n"
        + "    payload = handler.handle()\n"
        + "cloudify.exceptions.NonRecoverableError: First line\nsecond line\n",
        "cloudify.exceptions.NonRecoverableError: First line\nsecond line")]
    [InlineData(
        "Task failed: script_runner.tasks.run (web_1:start): NonRecoverableError `asked to fail`\n"
        + "Traceback of script_runner.tasks.run (web_1:start) (most recent call last):\n"
        + "  result = process()\nFile \"x\"",
        "Task failed: script_runner.tasks.run (web_1:start): NonRecoverableError `asked to fail`")]
    [InlineData(
        "2 operation errors:\na (x:start): E `1`\nb (y:start): E `2`\n"
        + "Traceback of a (x:start) (most recent call last):\n  c",
        "2 operation errors:\na (x:start): E `1`\nb (y:start): E `2`")]
    [InlineData("Traceback (most recent call last):\n  File \"x\"", "  File \"x\"")]
    public void TheReasonIsFound(string error, string reason) => Assert.Equal(reason, ExecutionClient.Reason(error));
}
