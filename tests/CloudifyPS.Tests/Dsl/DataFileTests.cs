using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json;

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
    [InlineData("a: !Ref b", "!Ref")]
    public void AnythingElseIsAnErrorWithItsReason(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<DslException>(() => DataFile.Read(text, "inputs.json")).Message);
}
