using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests that control sequences in texts of a manager are escaped in messages.</summary>
public sealed class DisplayTextTests : CommandTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\nlines\tand\r\ntab", "two\nlines\tand\r\ntab")]
    [InlineData("\u001B[31mred", "\\u001B[31mred")]
    [InlineData("\u009B2J", "\\u009B2J")]
    [InlineData("over\rwritten", "over\\u000Dwritten")]
    [InlineData("a\u202Eb\u2066c\u200Fd\u061Ce", "a\\u202Eb\\u2066c\\u200Fd\\u061Ce")]
    [InlineData("bell\u0007\u0000\u007F", "bell\\u0007\\u0000\\u007F")]
    public void ControlCharactersAreShownAsCodes(string text, string expected) =>
        Assert.Equal(expected, DisplayText.Clean(text));

    [Fact]
    public void MessagesAreEscapedAndPropertiesAreUnchanged()
    {
        Connect().Answer(
            "GET", "/blueprints/x$", 404, "{\"message\": \"no \\u001b[31mred\", \"error_code\": \"not_found_error\"}");

        var result = Shell.Invoke("Get-CfyBlueprint x -Verbose -Debug");

        Assert.Equal("no \\u001B[31mred", result.Error.ToString());
        Assert.Equal("no \u001B[31mred", ((CfyApiException)result.Error.Exception).ServerMessage);
        Assert.DoesNotContain(result.Lines, line => line.Contains('\u001B', StringComparison.Ordinal));
    }

    [Fact]
    public void APasswordOverHttpToAnotherMachineIsAWarning()
    {
        using PsHost shell = new();
        (string, object?)[] variables =
            [("c", new System.Management.Automation.PSCredential("admin", Secure("canary")))];

        var remote =
            shell.Invoke("$null = Connect-CfyManager http://manager.example -Credential $c -NoProbe", variables);
        var local = shell.Invoke("""
            $null = Connect-CfyManager http://127.0.0.1 -Credential $c -NoProbe
            $null = Connect-CfyManager m -Credential $c -NoProbe
            """);

        Assert.Contains("'manager.example'", Assert.Single(remote.Succeeded().Lines));
        Assert.Empty(local.Succeeded().Lines);
    }
}
