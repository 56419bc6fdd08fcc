using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CloudifyPS.Client.Redaction;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests that secrets are removed from texts in all encodings, and that the texts stay readable.</summary>
public sealed class RedactionTests
{
    private static readonly string[] Secrets =
    [
        "plain-secret", "caf\u00e9-au-lait", "quote\"and'apostrophe",
        @"back\slash\new", "ends-with\\", "per%cent%41", "a+b c&d",
        "line\nbreak\r\n", "\U0001F511-key", "<tag>&amp;", "a/b?c#d", "x1", "12345678",
    ];

    private static readonly Dictionary<string, Func<string, string>> Encodings = new()
    {
        ["plain"] = text => text,
        ["JSON"] = text => JsonSerializer.Serialize(text)[1..^1],
        ["JSON with letters"] = text => Relaxed(text),
        ["JSON in JSON"] = text => JsonSerializer.Serialize(JsonSerializer.Serialize(text))[1..^1],
        ["JSON with letters in JSON"] = text => Relaxed(Relaxed(text)),
        ["percent"] = Uri.EscapeDataString,
        ["percent in lower case"] = text => Uri.EscapeDataString(text).ToLowerInvariant() is var lower
            && Uri.UnescapeDataString(lower) == text ? lower : Uri.EscapeDataString(text),
        ["percent twice"] = text => Uri.EscapeDataString(Uri.EscapeDataString(text)),
        ["form"] = text => WebUtility.UrlEncode(text),
        ["percent in JSON"] = text => JsonSerializer.Serialize(Uri.EscapeDataString(text))[1..^1],
        ["HTML"] = WebUtility.HtmlEncode,
        ["bytes of Python"] = text => string.Concat(Encoding.UTF8.GetBytes(text).Select(one => $"\\x{one:x2}")),
        ["Base64"] = text => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        ["Base64 after a letter"] = text => Convert.ToBase64String(Encoding.UTF8.GetBytes("u" + text + ":")),
        ["Base64 after two letters"] = text => Convert.ToBase64String(Encoding.UTF8.GetBytes("u:" + text + ":")),
        ["Base64 of URLs"] = text =>
            Convert.ToBase64String(Encoding.UTF8.GetBytes("ab" + text)).Replace('+', '-').Replace('/', '_'),
    };

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var secret in Secrets)
            {
                foreach (var encoding in Encodings.Keys
                    .Where(name => secret.Length > 3 || !name.StartsWith("Base64", StringComparison.Ordinal)))
                {
                    all.Add(secret, encoding);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void AKnownSecretIsRemovedInEveryEncoding(string secret, string encoding)
    {
        var encoded = Encodings[encoding](secret);

        var text = new Redactor(() => [secret]).Text($"cannot use '{encoded}' here");

        Assert.StartsWith("cannot use '", text);
        Assert.Contains("***", text);
        Assert.EndsWith("here", text);
        Assert.DoesNotContain(secret, text);
        Assert.DoesNotContain(encoded[..Math.Max(2, encoded.Length / 2)], text);
    }

    [Theory]
    [InlineData("message", "{\"message\": \"no message here\", \"error_code\": \"x\"}", "no *** here")]
    [InlineData("null", "{\"message\": \"null is not allowed\", \"error_code\": null}", "*** is not allowed")]
    [InlineData("\"", "{\"message\": \"it is fine\"}", "it is fine")]
    [InlineData("1", "{\"message\": \"1 of 11 failed\"}", "*** of 11 failed")]
    public void ASecretThatLooksLikeJsonLeavesTheErrorReadable(string secret, string body, string message)
    {
        var redactor = new Redactor(() => [secret]);
        var attempt = new CloudifyPS.Client.Connection.RequestAttempt("GET", new Uri("http://m/"), 1, redactor);

        var error = CloudifyPS.Client.Connection.ErrorFactory.Read(HttpStatusCode.BadRequest, body, attempt);

        Assert.Equal(message, error.Message);
        Assert.NotNull(JToken.Parse(redactor.Body(body)));
    }

    [Theory]
    [InlineData("api_key")]
    [InlineData("apiKey")]
    [InlineData("privateKey")]
    [InlineData("PRIVATE-KEY")]
    [InlineData("ssh_key")]
    [InlineData("keys_of_api_keys")]
    [InlineData("pwd")]
    [InlineData("dbPwd")]
    [InlineData("db_pass")]
    [InlineData("passphrase")]
    [InlineData("PassWord")]
    [InlineData("client_secret")]
    [InlineData("accessToken")]
    [InlineData("credentials")]
    [InlineData("connectionString")]
    [InlineData("pin")]
    [InlineData("value")]
    [InlineData("Authorization")]
    public void ValuesWithConfidentialNamesAreRemoved(string name)
    {
        foreach (var value in new[] { "\"canary\"", "4711", "4.5", "[\"canary\", 4711]", "{\"user\": \"canary\"}" })
        {
            Assert.Equal(
                $$"""{"outer":[{"{{name}}":"***","id":"x"}]}""",
                Redactor.Default.Body($$"""{"outer": [{"{{name}}": {{value}}, "id": "x"}]}"""));
        }

        Assert.Equal($"/x?a=b&{name}=***&c=d", Redactor.Default.Addresses($"/x?a=b&{name}=canary&c=d"));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("keys")]
    [InlineData("public_key")]
    [InlineData("bypass")]
    [InlineData("author")]
    [InlineData("id")]
    public void ValuesWithOtherNamesAreKept(string name) =>
        Assert.Equal($$"""{"{{name}}":"x"}""", Redactor.Default.Body($$"""{"{{name}}": "x"}"""));

    /// <summary>A part of a long text could end within a secret.</summary>
    [Fact]
    public void ALongTextIsItsLength() => Assert.Equal(
        """{"a":"(100000 characters)","b":"x"}""",
        Redactor.Default.Body($$"""{"a": "{{new string('a', 100_000)}}", "b": "x"}"""));

    [Theory]
    [InlineData("http://u:canary@host/x", "http://***@host/x")]
    [InlineData("see http://canary@host:8080 now", "see http://***@host:8080 now")]
    [InlineData("ftp://u:canary@host", "ftp://***@host")]
    [InlineData("http://u:canary@host:99999/x", "http://***@host:99999/x")]
    [InlineData("http://u:can#ary/canary@host", "http://***@host")]
    [InlineData("http://host/x?mail=a@b", "http://host/x?mail=a@b")]
    [InlineData("http://host/@scope/x", "http://host/@scope/x")]
    [InlineData("http://host/x?token=canary", "http://host/x?token=***")]
    [InlineData("http://host/x#access_token=canary", "http://host/x#access_token=***")]
    [InlineData("?url=http%3A%2F%2Fu%3Acanary%40host%2F&_size=1", "?url=http%3A%2F%2F%2A%2A%2A%40host%2F&_size=1")]
    [InlineData("?url=http%3A%2F%2Fhost%2F%3Ftoken%3Dcanary", "?url=http%3A%2F%2Fhost%2F%3Ftoken%3D%2A%2A%2A")]
    public void SecretsAreRemovedFromUrls(string text, string expected)
    {
        Assert.Equal(
            expected.Replace("%2A", "*", StringComparison.Ordinal),
            Redactor.Default.Addresses(text).Replace("%2A", "*", StringComparison.Ordinal));

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri))
        {
            Assert.DoesNotContain("canary", Redactor.Default.Link(uri).AbsoluteUri);
        }
    }

    [Theory]
    [InlineData("""{'password': 'canary', 'id': 'x'}""", """{'password': '***', 'id': 'x'}""")]
    [InlineData("""{u'password': u'canary'}""", """{u'password': u'***'}""")]
    [InlineData("""{"api_key": "canary"}""", """{"api_key": "***"}""")]
    [InlineData("""{\"api_key\": \"canary\"}""", """{\"api_key\": \"***\"}""")]
    [InlineData("""{"pin": 4711}""", """{"pin": ***}""")]
    [InlineData("login(password=canary, user=x)", "login(password=***, user=x)")]
    [InlineData("login(password='canary', user='x')", "login(password='***', user='x')")]
    [InlineData("the password of 'x' is wrong", "the password of 'x' is wrong")]
    [InlineData("Invalid value: 'x'", "Invalid value: 'x'")]
    public void SecretsAreRemovedFromQuotedData(string text, string expected) =>
        Assert.Equal(expected, Redactor.Default.Text(text));

    [Theory]
    [InlineData("Location", "http://u:canary@host/?token=canary", "Location: http://***@host/?token=***")]
    [InlineData("Set-Cookie", "session=canary", "Set-Cookie: ***")]
    [InlineData("X-Auth-Token", "canary", "X-Auth-Token: ***")]
    [InlineData("Tenant", "default_tenant", "Tenant: default_tenant")]
    [InlineData("X-Echo", "I know canary", "X-Echo: I know ***")]
    public void SecretsAreRemovedFromHeaders(string name, string value, string expected) =>
        Assert.Equal(expected, new Redactor(() => ["canary"]).Header(name, [value]));

    [Fact]
    public void AnInnerExceptionWithASecretIsReplaced()
    {
        var redactor = new Redactor(() => ["canary"]);
        Exception clean = new IOException("no route");
        Exception quoting = new HttpRequestException("failed", new IOException("header 'canary' is invalid"));

        Assert.Same(clean, redactor.Cause(clean));
        Assert.DoesNotContain("canary", redactor.Cause(quoting).ToString());
        Assert.Contains("header '***' is invalid", redactor.Cause(quoting).ToString());
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a=\\\"")]
    [InlineData("\\")]
    [InlineData("%25")]
    [InlineData("&amp;")]
    [InlineData("\\u0061")]
    public void MemoryIsProportionalToTheLengthOfTheText(string part)
    {
        var redactor = new Redactor(() => [new string('s', 100_000), "canary"]);
        redactor.Text(part);

        var once = Allocated(string.Concat(Enumerable.Repeat(part, 4_000)));
        var eightTimes = Allocated(string.Concat(Enumerable.Repeat(part, 32_000)));

        // Quadratic growth would be a factor of 64. Linear growth can exceed 8, because buffers double in size.
        Assert.InRange((double)eightTimes / once, 1, 20);

        long Allocated(string text)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            redactor.Text(text);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    private static string Relaxed(string text) =>
        JsonSerializer.Serialize(
            text, new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })[1..^1];
}
