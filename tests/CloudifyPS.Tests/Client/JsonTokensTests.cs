using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace CloudifyPS.Tests.Client;

/// <summary>
/// Tests that both parsers of <c>JsonTokens</c> return the same values. System.Text.Json reads a response first;
/// Newtonsoft.Json reads the responses that System.Text.Json refuses.
/// </summary>
public sealed class JsonTokensTests
{
    // System.Text.Json refuses NaN, so Newtonsoft.Json reads a page that contains it.
    public static TheoryData<string> Extras => new() { "1", "NaN" };

    [Theory]
    [MemberData(nameof(Extras))]
    public async Task BothParsersReturnTheSameValues(string extra)
    {
        var parameters = await ParametersAsync($$$"""
            {"extra": {{{extra}}}, "i": 9007199254740993, "big": 123456789012345678901234567890, "d": 1.5, "e": 1e3,
            "t": true, "n": null, "s": "2026-03-02T12:54:04.110Z", "esc": "a\"\u00e9\n", "a": [1, "x", [], {}],
            "A": {"b": "\u2603"}}
            """);

        Assert.Equal(9007199254740993L, parameters["i"]);
        Assert.Equal(
            BigInteger.Parse("123456789012345678901234567890", CultureInfo.InvariantCulture), parameters["big"]);
        Assert.Equal(1.5, parameters["d"]);
        Assert.Equal(1000.0, parameters["e"]);
        Assert.Equal(true, parameters["t"]);
        Assert.Null(parameters["n"]);
        Assert.Equal("2026-03-02T12:54:04.110Z", parameters["s"]);
        Assert.Equal("a\"é\n", parameters["esc"]);
        var array = Assert.IsType<object?[]>(parameters["a"]);
        Assert.Equal([1L, "x"], array[..2]);
        Assert.Empty(Assert.IsType<object?[]>(array[2]));
        Assert.Equal("☃", Assert.IsAssignableFrom<IDictionary>(parameters["A"])["b"]);
    }

    [Theory]
    [InlineData("\"2026-03-02T12:54:04.110Z\"", "2026-03-02T12:54:04.1100000+00:00")]
    [InlineData("\"2026-03-02T12:54:04.110123Z\"", "2026-03-02T12:54:04.1101230+00:00")]
    [InlineData("\"2026-03-02T12:54:04.110\"", "2026-03-02T12:54:04.1100000+00:00")]
    [InlineData("\"2026-03-02 12:54:04.110\"", "2026-03-02T12:54:04.1100000+00:00")]
    [InlineData("\"2026-03-02T14:54:04.110+02:00\"", "2026-03-02T14:54:04.1100000+02:00")]
    [InlineData("\"2026-03-02T12:54:04.110\\u005a\"", "2026-03-02T12:54:04.1100000+00:00")]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    [InlineData("\"soonZ\"", null)]
    [InlineData("17", null)]
    public async Task TimesWithoutAnOffsetAreUtc(string json, string? expected)
    {
        foreach (var extra in new[] { "1", "NaN" })
        {
            var execution = await ReadAsync(
                Encoding.UTF8.GetBytes(
                    $$$"""{"id": "x", "created_at": {{{json}}}, "parameters": {"extra": {{{extra}}}}}"""));
            Assert.Equal(expected, execution.CreatedAt?.ToString("o", CultureInfo.InvariantCulture));
        }
    }

    [Fact]
    public async Task NotANumberAndUnpairedSurrogatesAreRead()
    {
        var parameters = await ParametersAsync("""{"nan": NaN, "minus": -Infinity, "half": "\ud83d"}""");

        Assert.Equal(double.NaN, parameters["nan"]);
        Assert.Equal(double.NegativeInfinity, parameters["minus"]);
        Assert.Equal("\ufffd", parameters["half"]);
    }

    [Fact]
    public async Task BytesThatAreNotUtf8AreReplaced()
    {
        byte[] body = [.. "{\"id\": \"a"u8, 0xff, .. "\"}"u8];

        Assert.Equal("a\ufffd", (await ReadAsync(body)).Id);
    }

    [Fact]
    public async Task AByteOrderMarkIsSkipped()
    {
        byte[] body = [0xef, 0xbb, 0xbf, .. "{\"id\": \"x\"}"u8];

        Assert.Equal("x", (await ReadAsync(body)).Id);
    }

    [Fact]
    public async Task StringsWithEqualCacheSlotsAreNotConfused()
    {
        // Many more strings than the cache has slots.
        var json = string.Join(", ", Enumerable.Range(0, 2000).Select(number => $"\"k{number}\": \"v{number}\""));

        var parameters = await ParametersAsync("{" + json + "}");

        Assert.Equal(2000, parameters.Count);
        Assert.All(Enumerable.Range(0, 2000), number => Assert.Equal($"v{number}", parameters[$"k{number}"]));
    }

    [Fact]
    public async Task AttributesAreReadInAnyOrder()
    {
        string[] attributes =
        [
            "\"id\": \"x\"", "\"status\": \"failed\"", "\"unknown\": 1",
            "\"workflow_id\": \"install\"", "\"is_dry_run\": true",
        ];
        foreach (var seed in Enumerable.Range(0, 200))
        {
            var shuffled = attributes.ToArray();
            new Random(seed).Shuffle(shuffled);
            var execution = await ReadAsync(Encoding.UTF8.GetBytes("{" + string.Join(", ", shuffled) + "}"));

            Assert.Equal(
                ("x", "failed", "install", true, 1L),
                (execution.Id, execution.Status, execution.WorkflowId, execution.IsDryRun,
                    execution.AdditionalProperties?["unknown"]));
        }
    }

    [Fact]
    public async Task TheLastOfSeveralEqualAttributesIsUsed()
    {
        var body = """{"id": "x", "status": "started", "\u0073tatus": "failed", "status": "terminated"}"""u8.ToArray();

        Assert.Equal("terminated", (await ReadAsync(body)).Status);
    }

    private static async Task<IDictionary> ParametersAsync(string parameters) =>
        (await ReadAsync(Encoding.UTF8.GetBytes($$"""{"id": "x", "parameters": {{parameters}}}"""))).Parameters!;

    private static async Task<Execution> ReadAsync(byte[] body)
    {
        using var fixture = new ClientFixture(new CannedHandler(_ => CannedHandler.Bytes(body)));
        return await fixture.Client.Executions.GetAsync("x", null, CancellationToken.None);
    }
}
