using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tab: names that the manager knows, roles of its version.</summary>
public sealed class CompletionTests : CommandTests
{
    [Theory]
    [InlineData("7.0.5", "Remove-CfySecret ", "'x y'")]
    [InlineData("7.0.5", "New-CfyUser bob -Role ", "default sys_admin")]
    [InlineData("4.0.0", "New-CfyUser bob -Role ", "admin user")]
    [InlineData("7.0.5", "Add-CfyTenantUser bob dev -Role v", "viewer")]
    [InlineData("7.0.5", "Set-CfyExecution e -Status te", "terminated")]
    public void NamesAreOffered(string version, string line, string offered)
    {
        var manager = Connect(version);
        manager.Answer("GET", "/secrets$", 200, """{"items": [{"key": "x y"}], "metadata": {"pagination": {"total": 1}}}""");
        var result = Shell.Invoke(
            "(TabExpansion2 $line $line.Length).CompletionMatches | ForEach-Object CompletionText", ("line", line)).Succeeded();
        Assert.Equal(offered, string.Join(" ", result.Output.Select(match => match.ToString())));
    }

    [Fact]
    public void TabNeverFails()
    {
        var manager = Connect();
        manager.Fail("GET", "/secrets$", 403, "forbidden_error");
        Assert.Empty(Shell.Invoke("(TabExpansion2 'Remove-CfySecret x' 18).CompletionMatches | ForEach-Object CompletionText").Errors);
    }
}
