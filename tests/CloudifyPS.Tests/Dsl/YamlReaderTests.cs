using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Dsl;

public class YamlReaderTests
{
    /// <summary>Compares texts with the results of PyYAML 6.0, which Manager 7.0.5 uses.</summary>
    [Fact]
    public void TextsAreReadAsByPyYaml()
    {
        var differences = new List<string>();
        foreach (var recorded in Fixture.Exchanges("yaml.jsonl"))
        {
            var text = (string)recorded["text"]!;
            var (expected, actual) = recorded["error"] is { } error
                ? ($"{recorded["class"]}: {error}", ReadError(text))
                : (recorded["value"]!.ToString(Formatting.None), ReadJson(text));
            if (expected != actual)
            {
                differences.Add($"{JsonConvert.ToString(text)}\n  expected: {expected}\n  actual:   {actual}");
            }
        }

        Assert.Empty(differences);
    }

    [Fact]
    public void PositionsAreThoseOfKeysAndValues()
    {
        var read = (JObject)YamlReader.Read("a:\n  b: [c]\n", "f");

        Assert.Equal(new SourceMark("f", 1, 2), ((JObject)read["a"]!).Property("b")!.Annotation<SourceMark>());
        Assert.Equal(new SourceMark("f", 1, 6), read["a"]!["b"]![0]!.Annotation<SourceMark>());
    }

    [Fact]
    public void ADateIsNotAString() =>
        Assert.Equal(JTokenType.Date, YamlReader.Read("a: 2020-01-02", "f")["a"]!.Type);

    [Theory]
    [InlineData("- &a{0} [{1}]\n", "*a{0}")]
    [InlineData("- &a{0} {{<<: [{1}], k{0}: 1}}\n", "*a{0}")]
    public void AliasesThatExpandExponentiallyAreRefused(string line, string alias)
    {
        var text = "- &a0 {k: v}\n" + string.Concat(Enumerable.Range(1, 12).Select(i => string.Format(
            line, i, string.Join(", ", Enumerable.Repeat(string.Format(alias, i - 1), 10)))));

        Assert.Contains(
            "more than 1000000 values", Assert.Throws<DslException>(() => YamlReader.Read(text, "f")).Message);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{a: ", "}")]
    [InlineData("- ", "")]
    [InlineData("? ", "")]
    public void DeepNestingIsRefused(string open, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 100_000)) + "x"
            + string.Concat(Enumerable.Repeat(close, 100_000));

        Assert.Contains("nested", Assert.Throws<DslException>(() => YamlReader.Read(text, "f")).Message);
    }

    private static string ReadJson(string text)
    {
        try
        {
            return YamlReader.Read(text, "f").ToString(Formatting.None);
        }
        catch (DslException exception)
        {
            return exception.Message;
        }
    }

    private static string ReadError(string text)
    {
        try
        {
            return YamlReader.Read(text, "f").ToString(Formatting.None);
        }
        catch (DslException exception)
        {
            var kind = exception.Error == DslError.FailedParsing ? "failed_parsing" : "invalid";
            return $"{kind}: {exception.Message}";
        }
    }
}
