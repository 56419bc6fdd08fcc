using System.IO.Compression;
using System.Net;
using System.Text;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests how responses are read: errors, damaged responses, and unusual but valid ones.</summary>
public sealed class ResponseTests
{
    private static readonly Dictionary<string, Func<HttpResponseMessage>> Errors = new()
    {
        ["400"] = () => CannedHandler.Error(400, "bad_parameters_error", "told"),
        ["401"] = () => CannedHandler.Error(401, "unauthorized_error", "told"),
        ["403"] = () => CannedHandler.Error(403, "forbidden_error", "told"),
        ["404"] = () => CannedHandler.Error(404, "not_found_error", "told"),
        ["404 premium"] = () => CannedHandler.Error(404, "missing_premium_package_error", "told"),
        ["409"] = () => CannedHandler.Error(409, "conflict_error", "told"),
        ["415"] = () => CannedHandler.Error(415, "unsupported_content_type_error", "told"),
        ["429"] = () => CannedHandler.Error(429, "x", "told"),
        ["500"] = () => CannedHandler.Error(500, "internal_server_error", "told", "Traceback: line 1"),
        ["503"] = () => CannedHandler.Error(503, "maintenance_mode_active", "told"),
        ["503 plain"] = () => CannedHandler.Bytes([], 503, "text/plain"),
        ["502 html"] = () => CannedHandler.Bytes("<html>Bad Gateway</html>"u8.ToArray(), 502, "text/html"),
        ["504 html"] = () => CannedHandler.Bytes("<html>Gateway Timeout</html>"u8.ToArray(), 504, "text/html"),
        ["500 truncated"] = () => CannedHandler.Json("""{"message": "to""", 500),
        ["500 array"] = () => CannedHandler.Json("[1]", 500),
        ["500 numbers"] = () => CannedHandler.Json("""{"message": 1, "error_code": [], "server_traceback": {}}""", 500),
        ["500 deep"] = () => CannedHandler.Json(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)), 500),
        ["500 bom"] = () => CannedHandler.Bytes([0xEF, 0xBB, 0xBF, .. """{"message": "told"}"""u8], 500),
        ["304"] = () => CannedHandler.Bytes([], 304),
        ["301"] = () => Redirect(301, "https://elsewhere.example/api"),
        ["302"] = () => Redirect(302, "/login"),
        ["307"] = () => Redirect(307, "https://manager.example/"),
        ["308 with secrets"] = () =>
            Redirect(308, "https://canary:canary@elsewhere.example/login?token=canary#canary"),
        ["300 to nowhere"] = () => CannedHandler.Bytes([], 300, "text/html"),
        ["405 in use"] = () => CannedHandler.Error(405, "plugin_in_use", "told"),
        ["418"] = () => CannedHandler.Json("{}", 418),
        ["200 truncated"] = () => CannedHandler.Json("""{"id": "x", "descr"""),
        ["200 empty"] = () => CannedHandler.Json(string.Empty),
        ["200 html"] = () => CannedHandler.Bytes("<html>Hello</html>"u8.ToArray(), 200, "text/html"),
        ["200 array"] = () => CannedHandler.Json("[]"),
        ["200 text"] = () => CannedHandler.Json("\"ok\""),
        ["200 deep"] = () => CannedHandler.Json("""{"plan": """ + string.Concat(Enumerable.Repeat("[", 100_000))),
        ["200 bad gzip"] = () => Gzipped("no gzip"u8.ToArray()),
        ["200 cut gzip"] = () => Gzipped(Pack("""{"id": "x", "description": "cut"}""")[..20]),
        ["200 lies about length"] = () =>
        {
            var message = CannedHandler.With(new StreamContent(new MemoryStream("""{"id":"""u8.ToArray())));
            message.Content.Headers.ContentLength = int.MaxValue;
            return message;
        },
    };

    [Theory]
    [InlineData("400", typeof(CfyApiException), "BadParameters", "told")]
    [InlineData("401", typeof(CfyUnauthorizedException), "Unauthorized", "told")]
    [InlineData("403", typeof(CfyForbiddenException), "Forbidden", "told")]
    [InlineData("404", typeof(CfyNotFoundException), "NotFound", "told")]
    [InlineData("404 premium", typeof(CfyPremiumRequiredException), "PremiumRequired", "premium edition")]
    [InlineData("409", typeof(CfyConflictException), "Conflict", "told")]
    [InlineData("415", typeof(CfyApiException), "RequestRefused", "told")]
    [InlineData("429", typeof(CfyApiException), "TooManyRequests", "told")]
    [InlineData("500", typeof(CfyApiException), "ManagerFailed", "told")]
    [InlineData("503", typeof(CfyApiException), "ManagerBusy", "told")]
    [InlineData("503 plain", typeof(CfyApiException), "ManagerUnavailable", "503")]
    [InlineData("502 html", typeof(CfyApiException), "ManagerFailed", "502")]
    [InlineData("504 html", typeof(CfyApiException), "ManagerFailed", "504")]
    [InlineData("500 truncated", typeof(CfyApiException), "ManagerFailed", "500")]
    [InlineData("500 array", typeof(CfyApiException), "ManagerFailed", "500")]
    [InlineData("500 numbers", typeof(CfyApiException), "ManagerFailed", "500")]
    [InlineData("500 deep", typeof(CfyApiException), "ManagerFailed", "500")]
    [InlineData("500 bom", typeof(CfyApiException), "ManagerFailed", "told")]
    [InlineData("304", typeof(CfyApiException), "NotModified", "304")]
    [InlineData("301", typeof(CfyApiException), "Redirected", "redirects to https://elsewhere.example/api (301)")]
    [InlineData("302", typeof(CfyApiException), "Redirected", "redirects to https://manager.example/login (302)")]
    [InlineData("307", typeof(CfyApiException), "Redirected", "redirects to https://manager.example/ (307)")]
    [InlineData("308 with secrets", typeof(CfyApiException), "Redirected", "to https://elsewhere.example/login (308)")]
    [InlineData("300 to nowhere", typeof(CfyApiException), "Redirected", "redirects to an unknown address (300)")]
    [InlineData("405 in use", typeof(CfyApiException), "InUse", "told")]
    [InlineData("418", typeof(CfyApiException), "RequestRefused", "418")]
    [InlineData("200 truncated", typeof(CfyConnectionException), "InvalidResponse", "JSON")]
    [InlineData("200 empty", typeof(CfyConnectionException), "InvalidResponse", "empty")]
    [InlineData("200 html", typeof(CfyConnectionException), "InvalidResponse", "JSON")]
    [InlineData("200 array", typeof(CfyConnectionException), "InvalidResponse", "JSON")]
    [InlineData("200 text", typeof(CfyConnectionException), "InvalidResponse", "JSON")]
    [InlineData("200 deep", typeof(CfyConnectionException), "InvalidResponse", "JSON")]
    [InlineData("200 bad gzip", typeof(CfyConnectionException), "InvalidResponse", "JSON")]
    [InlineData("200 cut gzip", typeof(CfyConnectionException), "InvalidResponse", "JSON")]
    [InlineData("200 lies about length", typeof(CfyConnectionException), "InvalidResponse", "JSON")]
    public async Task AFailureHasTheKindOfItsCause(string answer, Type type, string id, string says)
    {
        var handler = new CannedHandler(_ => Errors[answer]());
        using var fixture = new ClientFixture(handler, options => options.MaximumRetryCount = 0);

        var failure = await fixture.FailAsync(client => client.Blueprints.GetAsync("x", null, default));

        Assert.Equal(type, failure.GetType());
        Assert.Contains(says, failure.Message);
        Assert.DoesNotContain("canary", failure.ToString());
        Assert.Equal(id, ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Single(handler.Requests);
    }

    [Fact]
    public async Task AnErrorContainsTheManagersResponse()
    {
        using var fixture = new ClientFixture(new CannedHandler(_ => Errors["500"]()));

        var failure = (CfyApiException)await fixture.FailAsync(
            client => client.Blueprints.DeleteAsync("x y", false, default));

        Assert.Equal(
            (HttpStatusCode.InternalServerError, "internal_server_error",
                "told", "Traceback: line 1", "DELETE", "https://manager.example/api/v3.1/blueprints/x%20y"),
            (failure.StatusCode, failure.ErrorCode, failure.ServerMessage,
                failure.ServerTraceback, failure.Method, failure.Uri.AbsoluteUri));
    }

    [Fact]
    public async Task AnEndlessErrorIsReadUpToALimit()
    {
        var body = new EndlessStream("""{"message": "told", "server_traceback": " """, 100_000_000);
        using var fixture = new ClientFixture(new CannedHandler(_ => CannedHandler.With(new StreamContent(body), 500)));

        var failure = await fixture.FailAsync(client => client.Blueprints.GetAsync("x", null, default));

        Assert.Equal(HttpStatusCode.InternalServerError, Assert.IsType<CfyApiException>(failure).StatusCode);
        Assert.InRange(body.Given, 1, 1_000_000);
    }

    [Fact]
    public async Task AnErrorWithAnIncompleteBodyIsReportedAsThatError()
    {
        using var fixture = new ClientFixture(new CannedHandler(_ =>
            CannedHandler.With(new StreamContent(new EndlessStream("{", 100, new IOException("reset"))), 409)));

        Assert.IsType<CfyConflictException>(await fixture.FailAsync(
            client => client.Blueprints.GetAsync("x", null, default)));
    }

    [Theory]
    [InlineData("deployments")]
    [InlineData("blueprints")]
    public async Task AByteOrderMarkIsIgnored(string path)
    {
        using var fixture = new ClientFixture(new CannedHandler(
            _ => CannedHandler.Bytes([0xEF, 0xBB, 0xBF, .. """{"id": "x"}"""u8])));

        var answer = (System.Collections.IDictionary)(await fixture.Client.Raw.SendAsync(
            new RawRequest { Path = path }, null, default))!;

        Assert.Equal("x", answer["id"]);
        Assert.Equal("x", (await fixture.Client.Deployments.GetAsync("x", null, default)).Id);
    }

    [Fact]
    public async Task ValuesOfUnexpectedTypesAreKept()
    {
        using var fixture = new ClientFixture(new CannedHandler(_ => CannedHandler.Json("""
            {"id": 7, "created_at": {"no": "date"}, "labels": "none", "plan": [1],
             "is_hidden": "maybe", "description": null, "brand_new": 1e400}
            """)));

        var blueprint = await fixture.Client.Blueprints.GetAsync("x", null, default);

        Assert.Equal("7", blueprint.Id);
        Assert.Null(blueprint.CreatedAt);
        Assert.Contains("created_at", blueprint.AdditionalProperties!.Keys);
        Assert.Contains("plan", blueprint.AdditionalProperties.Keys);
        Assert.Contains("brand_new", blueprint.AdditionalProperties.Keys);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(150)]
    public async Task NestedJsonUpToTheLimitIsRead(int depth)
    {
        var plan = string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "{}" + new string('}', depth);
        using var fixture = new ClientFixture(new CannedHandler(
            _ => CannedHandler.Json($$"""{"id": "x", "plan": {{plan}} }""")));

        Assert.NotNull((await fixture.Client.Blueprints.GetAsync("x", null, default)).Plan);
    }

    [Theory]
    [InlineData(204)]
    [InlineData(200)]
    public async Task AnEmptyBodyIsAcceptedWhereNoneIsRequired(int status)
    {
        using var fixture = new ClientFixture(new CannedHandler(_ => new HttpResponseMessage((HttpStatusCode)status)));

        await fixture.Client.Blueprints.DeleteAsync("x", false, default);
        Assert.Null(await fixture.Client.Raw.SendAsync(new RawRequest { Path = "x" }, null, default));
    }

    private static HttpResponseMessage Redirect(int status, string location)
    {
        var message = CannedHandler.Bytes([], status, "text/html");
        message.Headers.Location = new Uri(location, UriKind.RelativeOrAbsolute);
        return message;
    }

    // As SocketsHttpHandler returns it, with automatic decompression.
    private static HttpResponseMessage Gzipped(byte[] bytes) =>
        CannedHandler.With(new StreamContent(new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress)));

    private static byte[] Pack(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    /// <summary>
    /// A stream with a start and then the same character for very long, or a failure after the start.
    /// </summary>
    private sealed class EndlessStream(string beginning, long length, Exception? end = null) : MemoryStream
    {
        private readonly byte[] _beginning = Encoding.UTF8.GetBytes(beginning);

        public long Given { get; private set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (Given >= length)
            {
                return end is null ? 0 : throw end;
            }

            var given = (int)Math.Min(buffer.Length, length - Given);
            for (var i = 0; i < given; i++)
            {
                buffer[i] = Given + i < _beginning.Length ? _beginning[Given + i] : (byte)'x';
            }

            Given += given;
            return given;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken) =>
            new(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken)
        {
            try
            {
                return Task.FromResult(Read(buffer.AsSpan(offset, count)));
            }
            catch (IOException exception)
            {
                return Task.FromException<int>(exception);
            }
        }
    }
}
