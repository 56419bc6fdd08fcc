using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Dsl;

public class DataFileTests
{
    [Theory]
    [InlineData("{\n  // the size\n  \"x\": 1\n}", "{\"x\":1}")]
    [InlineData("{\n  \"x\": 1 // the size\n}", "{\"x\":1}")]
    [InlineData("{\"x\": [1, /* two */ 2]}", "{\"x\":[1,2]}")]
    [InlineData("// first\n{\"x\": 1}\n/* last */", "{\"x\":1}")]
    [InlineData("{\"x\": \"2020-01-02T03:04:05Z\"}", "{\"x\":\"2020-01-02T03:04:05Z\"}")]
    [InlineData("x: 5", "{\"x\":5}")]
    [InlineData("x: yes\ny: 0755\nz: caf\u00e9", "{\"x\":true,\"y\":493,\"z\":\"caf\u00e9\"}")]
    [InlineData("x: 2020-01-02", "{\"x\":\"2020-01-02\"}")]
    [InlineData("{x: 1, y: [a, b]}", "{\"x\":1,\"y\":[\"a\",\"b\"]}")]
    [InlineData("\uFEFF{\"x\": 1}", "{\"x\":1}")]
    [InlineData("", "null")]
    public void AFileIsJsonWithCommentsOrYaml(string text, string json) =>
        Assert.Equal(json, DataFile.Read(text, "inputs.yaml").ToString(Formatting.None));

    [Theory]
    [InlineData("{\"x\": 1}\n{\"x\": 2}", "second value")]
    [InlineData("{\"x\": }}", "inputs.json")]
    [InlineData("a: 1\n---\na: 2", "single document")]
    [InlineData("a: !Ref b", "line 1, column 4: could not determine a constructor for the tag.")]
    [InlineData("{\"a\": {\"b\": hush]}", "the text is not valid JSON at 'a.b'.")]
    [InlineData(
        "a: 1\nb: [1",
        "line 2, column 6: while parsing a flow sequence: expected ',' or ']', but got '<stream end>'.")]
    [InlineData("a: 1\nb: *hush", "line 2, column 4: found undefined alias.")]
    [InlineData("a: !!float hush", "Cannot read 'inputs.json': could not convert string to float:.")]
    public void AnythingElseIsAnErrorWithItsReason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<DslException>(() => DataFile.Read(text, "inputs.json")).Message);

    [Theory]
    [InlineData("a: *hush")]
    [InlineData("a: !hush x")]
    [InlineData("a: hush: b")]
    [InlineData("a: !!float hush")]
    [InlineData("a: !!int hush")]
    [InlineData("a: \"hush\\q\"")]
    [InlineData("{\"a\": hush]")]
    [InlineData("{\"a\": \"hush}")]
    [InlineData("{\"a\": \"x\" hush}")]
    [InlineData("? [hush]\n: 1")]
    public void NoErrorQuotesAValue(string text) =>
        Assert.DoesNotContain("hush", Assert.Throws<DslException>(() => DataFile.Read(text, "inputs.yaml")).Message);

    [Theory]
    [InlineData("a: 1\nb:\n  c: 2")]
    [InlineData("{\"a\": 1,\n\"b\":\n  {\"c\": 2}}")]
    public void AValueHasTheLineOfItsText(string text)
    {
        var inner = (JObject)DataFile.Read(text, "inputs.yaml")["b"]!;

        Assert.Equal(
            ("inputs.yaml", 2),
            (inner.Property("c")!.Annotation<SourceMark>()!.File, inner.Property("c")!.Annotation<SourceMark>()!.Line));
    }
}
