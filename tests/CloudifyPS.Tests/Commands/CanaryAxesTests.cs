using System.Management.Automation;
using System.Text;
using System.Text.Json;
using CloudifyPS.Tests.Faults;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>
/// Tests that no stream and no error contains a secret, for all places where it is sent and all encodings in which the
/// manager quotes it. The manager's message stays readable.
/// </summary>
public sealed class CanaryAxesTests
{
    private const string Preferences = "$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'\n";

    // Secrets with characters that are escaped, a number, and words that occur in every response.
    private static readonly string[] Secrets = ["cnry-\u00e9 \"1\" +%41", "8675309421", "message", "null"];

    private static readonly Dictionary<string, Func<string, string>> Encodings = new()
    {
        ["plain"] = text => text,
        ["JSON escapes"] = text => string.Concat(text.Select(letter => $"\\u{(int)letter:x4}")),
        ["JSON in JSON"] = text => JsonSerializer.Serialize(text)[1..^1],
        ["percent"] = Uri.EscapeDataString,
        ["percent of every character"] = text =>
            string.Concat(Encoding.UTF8.GetBytes(text).Select(one => $"%{one:X2}")),
        ["Base64"] = text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        ["Base64 of Basic"] = text => Convert.ToBase64String(Encoding.UTF8.GetBytes("admin:" + text)),
    };

    // Scripts that send a secret. $text is the secret, and $escaped is the secret in a URL.
    private static readonly Dictionary<string, string> Places = new()
    {
        ["Authorization header"] = "Get-CfyDeployment x",
        ["query of a path"] = "Invoke-CfyRestMethod \"deployments?token=$escaped\"",
        ["query"] = "Invoke-CfyRestMethod deployments -Query @{ token = $text }",
        ["user of an address"] = "Publish-CfyBlueprint -Uri \"http://admin:$escaped@files.example/x.zip\" -Id x",
        ["query of an address"] = "Publish-CfyBlueprint -Uri \"http://files.example/x.zip?token=$escaped\" -Id x",
        ["body"] = "New-CfySecret x -Value $text",
        ["body in text"] = "Invoke-CfyRestMethod secrets/x PUT -Body $json",
        ["input"] = "New-CfyDeployment x -BlueprintId x -Inputs @{ password = $text } -NoWait",
        ["structured value"] = "Invoke-CfyRestMethod secrets/x PUT -Body @{ token = @(@{ inner = $value }) }",
    };

    public static TheoryData<string, string, string> Quoted
    {
        get
        {
            TheoryData<string, string, string> all = [];
            foreach (var place in Places.Keys)
            {
                foreach (var encoding in Encodings.Keys)
                {
                    foreach (var secret in Secrets)
                    {
                        all.Add(place, encoding, secret);
                    }
                }
            }

            return all;
        }
    }

    public static TheoryData<string> EverySecret => [.. Secrets];

    [Theory]
    [MemberData(nameof(Quoted))]
    public void ASecretInAResponseIsNotShown(string place, string encoding, string secret)
    {
        var quoted = Encodings[encoding](secret);
        var text = JsonSerializer.Serialize($"cannot use '{quoted}' here");
        using var server = Serve(FaultServer.Json(
            $$"""{"message": {{text}}, "error_code": "bad_parameters_error", "server_traceback": {{text}}}""",
            400,
            $"X-Echo: cannot use '{Encodings["percent"](secret)}' here\r\n"));
        using PsHost shell = new();
        Connect(shell, server, secret);

        var result = shell.Invoke(Preferences + Places[place], Variables(secret));

        AssertHidden(secret, result, quoted);
        var exception = Assert.IsType<CfyApiException>(result.Error.Exception);
        Assert.Equal("cannot use '***' here", exception.ServerMessage);
        Assert.Equal("cannot use '***' here", exception.ServerTraceback);
        Assert.Equal("bad_parameters_error", exception.ErrorCode);
    }

    [Theory]
    [MemberData(nameof(EverySecret))]
    public void AnEscapedErrorIsUnescapedBeforeRedaction(string secret)
    {
        // The escapes are part of the JSON text: \u0063 is one character.
        var escaped = Encodings["JSON escapes"](secret);
        using var server = Serve(FaultServer.Json($$"""{"message": "cannot use '{{escaped}}' here"}""", 500));
        using PsHost shell = new();
        Connect(shell, server, secret);

        var result = shell.Invoke(Preferences + Places["body"], Variables(secret));

        AssertHidden(secret, result, escaped);
        Assert.Equal("cannot use '***' here", ((CfyApiException)result.Error.Exception).ServerMessage);
    }

    [Theory]
    [MemberData(nameof(EverySecret))]
    public void TheLocationOfARedirectionHasNoSecret(string secret)
    {
        var escaped = Uri.EscapeDataString(secret);
        using var server = Serve(
            "HTTP/1.1 302 Found\r\n"
            + $"Location: https://admin:{escaped}@other.example/x?token={escaped}#access_token={escaped}\r\n"
            + "Content-Length: 0\r\n\r\n");
        using PsHost shell = new();
        Connect(shell, server, "another-password");

        var result = shell.Invoke(Preferences + "Get-CfyDeployment x", Variables(secret));

        AssertHidden(secret, result, escaped);
        Assert.StartsWith("Redirected,", result.Error.FullyQualifiedErrorId);
        Assert.Contains("https://other.example/x", result.Error.Exception.Message);
    }

    [Theory]
    [MemberData(nameof(EverySecret))]
    public void TheHeadersOfAResponseHaveNoSecret(string secret)
    {
        var escaped = Uri.EscapeDataString(secret);
        var headers = $"Set-Cookie: session={escaped}\r\nX-Auth-Token: {escaped}\r\n"
            + $"Link: <http://admin:{escaped}@other.example/?token={escaped}>\r\n"
            + $"X-Echo: {Encodings["Base64"](secret)}\r\nX-Basic: {Encodings["Base64 of Basic"](secret)}\r\n";
        using var server = Serve(FaultServer.Json("""{"id": "x"}""", headers: headers));
        using PsHost shell = new();
        Connect(shell, server, secret);

        var result = shell.Invoke(Preferences + "Get-CfyDeployment x", Variables(secret));

        AssertHidden(secret, result, escaped);
        Assert.Contains(result.Lines, line => line.Contains("Set-Cookie: ***", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EverySecret))]
    public void TheBodyOfAResponseHasNoSecret(string secret)
    {
        var value = JsonSerializer.Serialize(secret);
        var typed = long.TryParse(secret, out _) || secret == "null" ? secret : value;
        var note = JsonSerializer.Serialize($"{{'api_key': '{value[1..^1]}'}}");
        using var server = Serve(FaultServer.Json(
            $$$"""{"id": "x", "inputs": {"password": {{{value}}}, "pin": [{{{typed}}}], "note": {{{note}}}}}"""));
        using PsHost shell = new();
        Connect(shell, server, "another-password");

        var result = shell.Invoke(Preferences + "$null = Get-CfyDeployment x", Variables(secret));

        AssertHidden(secret, result.Succeeded(), value[1..^1]);
        Assert.Contains(result.Lines, line => line.Contains("\"password\":\"***\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Connect-CfyManager \"http://admin:$escaped@127.0.0.1:1/\"", "InvalidArgument")]
    [InlineData("Connect-CfyManager \"admin:$escaped@localhost\"", "InvalidArgument")]
    [InlineData("Connect-CfyManager \"ftp://admin:$escaped@localhost/\"", "InvalidArgument")]
    [InlineData("Connect-CfyManager \"http://admin:$escaped@localhost:99999/\"", "InvalidArgument")]
    [InlineData("Connect-CfyManager \"http://localhost:1/?token=$escaped\"", null)]
    [InlineData("Connect-CfyManager localhost -Proxy \"http://admin:$escaped@localhost:1/\"", "InvalidArgument")]
    [InlineData("Connect-CfyManager localhost -Proxy ([uri] \"http://a:$escaped@localhost:1/\")", "InvalidArgument")]
    [InlineData("Connect-CfyManager localhost -Proxy \"http://admin:$escaped@localhost:99999/\"", null)]
    [InlineData(
        "[pscustomobject]@{ Manager = \"http://admin:$escaped@localhost/\" } | Connect-CfyManager", "InvalidArgument")]
    public void AnAddressIsShownWithoutItsSecrets(string script, string? errorId)
    {
        foreach (var secret in Secrets)
        {
            using PsHost shell = new();
            var command = script.Replace(
                "Connect-CfyManager",
                "Connect-CfyManager -Credential $c -MaximumRetryCount 0",
                StringComparison.Ordinal);

            var result = shell.Invoke(
                Preferences + command, [.. Variables(secret), ("c", new PSCredential("u", Secure("another")))]);

            AssertHidden(secret, result, Uri.EscapeDataString(secret));
            if (errorId is not null)
            {
                Assert.StartsWith(errorId + ",", result.Error.FullyQualifiedErrorId);
            }

            Assert.NotEmpty(result.Errors);
        }
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    public void ATokenWithALineEndIsSentWithoutIt(string end)
    {
        const string Token = "cnry-token-1";
        using var server = Serve(FaultServer.Json($$"""{"message": "'{{Token}}' has expired"}""", 401));
        using PsHost shell = new();
        shell.Invoke(
            $"$s = Connect-CfyManager {server.Address} -Token $token -NoProbe -MaximumRetryCount 0",
            ("token", Secure(Token + end))).Succeeded();

        var result = shell.Invoke(Preferences + "Get-CfyDeployment x");

        AssertHidden(Token, result, Token);
        Assert.Equal("'***' has expired", ((CfyApiException)result.Error.Exception).ServerMessage);
        Assert.Equal(Token, Assert.Single(server.Requests)["Authentication-Token"]);
    }

    [Theory]
    [InlineData("-Token $bad")]
    [InlineData("-Token ([string] $plain)")]
    [InlineData("-Credential ([pscredential]::new('admin', $end))")]
    public void ALineBreakInATokenIsRefusedWithoutShowingTheToken(string parameters)
    {
        using PsHost shell = new();

        var result = shell.Invoke(
            $"{Preferences}Connect-CfyManager localhost {parameters} -NoProbe",
            ("bad", Secure("cnry-token\r\nX-Other: 1")),
            ("plain", "cnry-token\r\nX-Other: 1"),
            ("end", Secure("cnry-token\r\n")));

        AssertHidden("cnry-token", result, "cnry-token");
        Assert.StartsWith("InvalidArgument,", result.Error.FullyQualifiedErrorId);
    }

    private static void AssertHidden(string secret, PsResult result, string quoted)
    {
        var said = ShownText.Of(result);
        var isWord = secret is "message" or "null";

        // A word that occurs in every response is searched only where the test has inserted it.
        string[] forms = isWord
            ? [$"'{secret}'", $":{secret}@", $"token={secret}", $"session={secret}", $"X-Auth-Token: {secret}"]
            : [secret, .. Encodings.Values.Select(encode => encode(secret)), quoted];
        if (isWord && quoted != secret)
        {
            forms = [.. forms, $"'{quoted}'"];
        }

        foreach (var form in forms)
        {
            var at = said.IndexOf(form, StringComparison.Ordinal);
            Assert.True(
                at < 0,
                $"'{form}' in: {said[Math.Max(0, at - 200)..Math.Min(said.Length, Math.Max(0, at) + 100)]}");
        }
    }

    private static void Connect(PsHost shell, FaultServer server, string password) => shell.Invoke(
        $"$s = Connect-CfyManager {server.Address} -Credential $c -MaximumRetryCount 0",
        ("c", new PSCredential("admin", Secure(password)))).Succeeded();

    private static (string Name, object? Value)[] Variables(string secret) =>
    [
        ("text", secret),
        ("value", long.TryParse(secret, out var number) ? number : secret),
        ("escaped", Uri.EscapeDataString(secret)),
        ("json", JsonSerializer.Serialize(new { value = secret })),
    ];

    private static FaultServer Serve(string response) => new(FaultServer.Serve(request =>
        request.Target.EndsWith("/version", StringComparison.Ordinal)
            ? FaultServer.Json("""{"version": "7.0.5", "edition": "premium"}""")
            : response));

    private static System.Security.SecureString Secure(string text) =>
        new System.Net.NetworkCredential(string.Empty, text).SecurePassword;
}
