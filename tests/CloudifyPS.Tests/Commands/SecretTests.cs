using System.Security;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>Tests that values of secrets are sent and returned, and that no stream contains them.</summary>
public sealed class SecretTests : CommandTests
{
    private const string Hush = "hush-hush-7";

    private const string Stored = """
        {"key": "db", "value": "hush-hush-7", "tenant_name": "default_tenant", "is_hidden_value": false}
        """;

    [Theory]
    [InlineData("New-CfySecret db -Value $text", "PUT")]
    [InlineData("New-CfySecret db $secure", "PUT")]
    [InlineData("New-CfySecret db -SecureValue $secure", "PUT")]
    [InlineData("[pscustomobject]@{ Key = 'db'; Value = $text } | New-CfySecret", "PUT")]
    [InlineData("Set-CfySecret db -Value $text", "PATCH")]
    [InlineData("Get-CfySecret db | Set-CfySecret", "PATCH")]
    [InlineData("Get-CfySecret db -AsPlainText | Set-CfySecret", "PATCH")]
    public void TheValueIsSentAndNotReturned(string script, string method)
    {
        var manager = Connect();
        manager.Answer("GET", "/secrets/db$", 200, Stored).Answer(method, "/secrets/db$", 200, Stored);
        var result = Shell.Invoke(script, ("text", Hush), ("secure", Secure(Hush)));
        Assert.Null(result["Value"]);
        Assert.Equal("""{"value":"hush-hush-7"}""", manager.Requests.Last().Body);
        Assert.Equal(method, manager.Requests.Last().Method);
    }

    [Fact]
    public void TheValueIsReadFromAFile()
    {
        var manager = Connect();
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "line\n");
        Shell.Invoke("New-CfySecret db -Path $file -Hidden -Visibility global -UpdateIfExists", ("file", file))
            .Succeeded();
        File.Delete(file);
        Assert.Equal(
            """{"value":"line\n","is_hidden_value":true,"visibility":"global","update_if_exists":true}""",
            manager.Request.Body);
    }

    [Fact]
    public void AStructuredValueIsSentUnchanged()
    {
        var manager = Connect();
        Shell.Invoke("New-CfySecret db -StructuredValue @{ ports = @(80) } -Schema @{ type = 'object' }").Succeeded();
        Assert.Equal("""{"value":{"ports":[80]},"schema":{"type":"object"}}""", manager.Request.Body);
    }

    [Fact]
    public void TheValueIsASecureStringOrPlainText()
    {
        Connect().Answer("GET", "/secrets/db$", 200, Stored);
        Assert.Equal(Hush, new System.Net.NetworkCredential(
            "", (SecureString)Shell.Invoke("Get-CfySecret db")["Value"]!).Password);
        Assert.Equal(Hush, Shell.Invoke("'db' | Get-CfySecret -AsPlainText")["Value"]);
    }

    [Fact]
    public void ValuesAreReadByPipingAListToTheCmdlet()
    {
        var manager = Connect();
        manager.Answer(
            "GET", "/secrets$", 200, """{"items": [{"key": "db"}], "metadata": {"pagination": {"total": 1}}}""");
        manager.Answer("GET", "/secrets/db$", 200, Stored);
        Assert.Null(Shell.Invoke("Get-CfySecret d*")["Value"]);
        Assert.Equal(Hush, Shell.Invoke("Get-CfySecret d* | Get-CfySecret -AsPlainText")["Value"]);
    }

    [Theory]
    [InlineData("Get-CfySecret db")]
    [InlineData("Get-CfySecret db -AsPlainText | Out-Null")]
    [InlineData("New-CfySecret db -Value $text")]
    [InlineData("Set-CfySecret db -Value $text")]
    [InlineData("New-CfyUser db -Password $text")]
    [InlineData("Set-CfyUser db -Password $text")]
    [InlineData("New-CfyToken")]
    public void NoStreamShowsTheValue(string script)
    {
        var manager = Connect();
        foreach (var method in new[] { "GET", "PUT", "PATCH", "POST" })
        {
            manager.Answer(method, ".", 200, Stored);
        }

        var result = Shell.Invoke("$VerbosePreference = $DebugPreference = 'Continue'\n" + script, ("text", Hush));
        Assert.NotEmpty(result.Succeeded().Lines);
        Assert.DoesNotContain(result.Lines, line => line.Contains(Hush, StringComparison.Ordinal));
    }

    [Fact]
    public void AnErrorDoesNotShowTheValue()
    {
        var manager = Connect();
        manager.Fail("PUT", "/secrets/db$", 409, "conflict_error");
        Assert.DoesNotContain(Hush, Shell.Invoke("New-CfySecret db -Value $text", ("text", Hush)).Error.ToString());
        Assert.DoesNotContain(
            Hush, Shell.Invoke("New-CfySecret db -Value @{ a = $text }", ("text", Hush)).Error.ToString());
    }

    [Fact]
    public void KeysReachTheManagerUnchanged()
    {
        var manager = Connect();
        Shell.Invoke("Remove-CfySecret 'a/b c'").Succeeded();
        Assert.EndsWith("/secrets/a%2Fb%20c", manager.Request.Path);
    }
}
