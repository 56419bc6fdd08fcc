using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Dsl;

public class YamlReaderTests
{
    [Theory]
    [InlineData("yes", "true")]
    [InlineData("Off", "false")]
    [InlineData("'yes'", "\"yes\"")]
    [InlineData("010", "8")]
    [InlineData("0x1F", "31")]
    [InlineData("1_000", "1000")]
    [InlineData("1:30", "90")]
    [InlineData("08", "\"08\"")]
    [InlineData("1.50", "1.5")]
    [InlineData("1e3", "\"1e3\"")]
    [InlineData("~", "null")]
    [InlineData("", "null")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("2020-01-02", "\"2020-01-02\"")]
    public void ScalarsAreThoseOfYaml11(string scalar, string json) =>
        Assert.Equal($"{{\"a\":{json}}}", YamlReader.Read("a: " + scalar, "f").ToString(Formatting.None));

    [Fact]
    public void AnchorsAndMergeKeysWork()
    {
        var read = YamlReader.Read(
            "base: &base {a: 1, b: 2}\nmore: &more {c: 3, a: 9}\nx: {<<: [*base, *more], b: 5}\ny: *base\n", "f");

        Assert.True(JToken.DeepEquals(JObject.Parse("{a: 1, b: 5, c: 3}"), read["x"]));
        Assert.True(JToken.DeepEquals(read["base"], read["y"]));
    }

    [Fact]
    public void TheLastOfTwoEqualKeysWins() =>
        Assert.Equal("{\"a\":2}", YamlReader.Read("a: 1\na: 2", "f").ToString(Formatting.None));

    [Fact]
    public void AnEmptyFileIsAnEmptyMap() => Assert.Empty(YamlReader.Read("", "f"));

    [Fact]
    public void TextsAreAscii() => Assert.Equal(
        "illegal characters in line: 0, column: 3. Only valid ascii chars are supported.",
        Assert.Throws<DslException>(() => YamlReader.Read("a: \u00e4", "f")).Message);

    [Fact]
    public void AliasesDoNotBlowUp()
    {
        var bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(i =>
            $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat("*a" + (i - 1), 10))}]\n"));

        Assert.Contains("too large", Assert.Throws<DslException>(() => YamlReader.Read(bomb, "f")).Message);
    }

    [Fact]
    public void AMissingAnchorIsAnError() =>
        Assert.Contains("nosuch", Assert.Throws<DslException>(() => YamlReader.Read("a: *nosuch", "f")).Message);
}
