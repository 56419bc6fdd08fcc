using CloudifyPS.Dsl.Inputs;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Dsl;

public class InputDeclarationTests
{
    private static readonly JObject Plan = (JObject)YamlReader.ReadData(
        """
        data_types:
          database:
            properties:
              name: {type: string}
              port: {type: integer, default: 5432}
              options: {type: options, required: false}
          options:
            properties:
              fast: {type: boolean, default: true}
        inputs:
          host: {type: string}
          port: {type: integer, default: 80, constraints: [{in_range: [1, 65535]}]}
          ratio: {type: float, required: false}
          flag: {type: boolean, required: false}
          sizes: {type: list, item_type: integer, required: false, constraints: [{greater_than: 0}]}
          name: {type: string, required: false, constraints: [{min_length: 3, error_message: Be longer.}]}
          database: {type: database, required: false}
          options: {type: options}
          size: {type: string, default: small, constraints: [{valid_values: [small, large, 1]}]}
          pattern: {type: regex, required: false}
          map: {type: dict, required: false}
          other: {required: false}
          target: {type: deployment_id, required: false, constraints: [{filter_id: f}, {labels: [a]}]}
          node: {type: node_id, required: false, constraints: [{valid_values: [a]}]}
          computed: {type: integer, required: false, constraints: [{less_than: {get_input: port}}]}
          none: {type: string, default: null}
        """,
        "plan");

    [Theory]
    [InlineData("{}", "The input 'host' is required and has no value.|The input 'none' is required and has no value.")]
    [InlineData("{nope: 1}", "The blueprint does not declare the input 'nope'.|*")]
    [InlineData("{host: a, none: '', port: x}", "'port' must be an integer, but the value is a string.")]
    [InlineData(
        "{host: a, none: '', port: 1.0}",
        "'port' must be an integer, but the value is a number with a fraction.")]
    [InlineData("{host: a, none: '', port: true}", "'port' must be an integer, but the value is a Boolean value.")]
    [InlineData("{host: a, none: '', port: null}", "'port' must be an integer, but the value is null.")]
    [InlineData("{host: a, none: '', port: 0}", "'port' must be from 1 to 65535.")]
    [InlineData("{host: a, none: '', ratio: x}", "'ratio' must be a number, but the value is a string.")]
    [InlineData("{host: a, none: '', flag: 'yes'}", "'flag' must be true or false, but the value is a string.")]
    [InlineData("{host: a, none: '', sizes: [1, b]}", "'sizes[1]' must be an integer, but the value is a string.")]
    [InlineData("{host: a, none: '', sizes: [1, 0]}", "'sizes' must be greater than 0.")]
    [InlineData("{host: a, none: '', sizes: 3}", "'sizes' must be a list, but the value is an integer.")]
    [InlineData("{host: a, none: '', name: ab}", "'name' must have a length of at least 3. Be longer.")]
    [InlineData("{host: a, none: '', name: 3}", "'name' must have a length of at least 3. Be longer.")]
    [InlineData(
        "{host: a, none: '', database: {prt: 1, port: x}}",
        "'database.prt' is not a property of the data type 'database'.|'database.name' is required by the data type "
            + "'database' and has no value.|'database.port' must be an integer, but the value is a string.")]
    [InlineData(
        "{host: a, none: '', database: {name: a, options: {fast: 1}}}",
        "'database.options.fast' must be true or false, but the value is an integer.")]
    [InlineData(
        "{host: a, none: '', database: []}",
        "'database' must be an object of the data type 'database', but the value is a list.")]
    [InlineData("{host: a, none: '', size: huge}", "'size' must be one of: small, large, 1.")]
    [InlineData(
        "{host: a, none: '', pattern: '['}",
        "'pattern' must be a regular expression, but the value is not a valid one.")]
    public void EveryProblemIsFound(string inputs, string expected)
    {
        var reasons = Reasons(inputs);

        Assert.Equal(
            expected.Split('|').TakeWhile(one => one != "*"),
            reasons.Take(expected.Split('|').Count(one => one != "*")));
        Assert.True(expected.EndsWith('*') || reasons.Length == expected.Split('|').Length, string.Join('|', reasons));
    }

    [Theory]
    [InlineData("host: a")]
    [InlineData("host: 5")]
    [InlineData("host: {a: 1}")]
    [InlineData("host: null")]
    [InlineData("ratio: 5")]
    [InlineData("size: true")]
    [InlineData("sizes: [1, true]", false)]
    [InlineData("port: {get_secret: x}")]
    [InlineData("sizes: {get_capability: [a, b]}")]
    [InlineData("database: {name: {get_secret: x}}")]
    [InlineData("database: {name: a, options: {}}")]
    [InlineData("other: [1, {a: b}]")]
    [InlineData("target: nosuch")]
    [InlineData("node: nosuch")]
    [InlineData("computed: 500")]
    [InlineData("name: \"\\U0001F600bc\"")]
    public void WhatAManagerAcceptsIsAccepted(string inputs, bool isAccepted = true)
    {
        var values = (JObject)YamlReader.ReadData(inputs, "inputs");
        values["host"] ??= "a";
        values["none"] = "";

        Assert.Equal(isAccepted, new InputDeclarations(Plan).Check(values, checksValues: true).Count == 0);
    }

    [Fact]
    public void AnOldManagerChecksNamesOnly() => Assert.Equal(
        ["The blueprint does not declare the input 'nope'.", "The input 'none' is required and has no value."],
        new InputDeclarations(Plan)
            .Check((JObject)YamlReader.ReadData("{host: a, port: x, nope: 1}", "inputs"), checksValues: false)
            .Select(violation => violation.Reason));

    [Fact]
    public void AProblemHasTheLineOfItsValue()
    {
        var values = (JObject)DataFile.Read("host: a\nnone: b\ndatabase:\n  name: x\n  port: hush\n", "in.yaml");

        var violation = Assert.Single(new InputDeclarations(Plan).Check(values, checksValues: true));

        Assert.Equal(("database.port", "Type"), (violation.Path, violation.Kind));
        Assert.Equal(("in.yaml", 4L), (violation.Mark!.File, violation.Mark.Line));
        Assert.DoesNotContain("hush", violation.Reason);
    }

    [Theory]
    [InlineData("host=1.10", """{"host":"1.10"}""")]
    [InlineData("host=yes", """{"host":"yes"}""")]
    [InlineData("host=", """{"host":""}""")]
    [InlineData("host='a b'", """{"host":"a b"}""")]
    [InlineData("host=#fff: x", """{"host":"#fff: x"}""")]
    [InlineData("host=Server=a;Password=b", """{"host":"Server=a;Password=b"}""")]
    [InlineData("port=81", """{"port":81}""")]
    [InlineData("flag=yes", """{"flag":true}""")]
    [InlineData("ratio=1.10", """{"ratio":1.1}""")]
    [InlineData("sizes=[1, 2]", """{"sizes":[1,2]}""")]
    [InlineData("pattern=[a-z]", """{"pattern":"[a-z]"}""")]
    [InlineData("map={\"a\": \"b\"}", """{"map":{"a":"b"}}""")]
    [InlineData("map={a: 1", """{"map":"{a: 1"}""")]
    [InlineData("other=1.10", """{"other":1.1}""")]
    [InlineData("other=null", """{"other":null}""")]
    [InlineData("database.name=1.10", """{"database":{"name":"1.10"}}""")]
    [InlineData("database.port=5", """{"database":{"port":5}}""")]
    public void ATextHasTheDeclaredType(string text, string json)
    {
        var inputs = new InputSet(isDeep: false);
        inputs.Add(InputAssignment.Find(text)!);
        _ = new InputDeclarations(Plan).Check(inputs.Values, checksValues: true);

        Assert.Equal(json, inputs.Values.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Theory]
    [InlineData("./a=b.yaml")]
    [InlineData("C:\\a=b")]
    [InlineData("{a=b}")]
    [InlineData("=b")]
    [InlineData("a..b=c")]
    [InlineData("a: b=c")]
    public void OtherTextsAreNotAssignments(string text) => Assert.Null(InputAssignment.Find(text));

    [Theory]
    [InlineData(false, """{"a":{"y":2},"b":1,"c":[3]}""")]
    [InlineData(true, """{"a":{"x":1,"y":2},"b":1,"c":[3]}""")]
    public void LaterSourcesOverrideEarlierOnes(bool isDeep, string json)
    {
        var inputs = new InputSet(isDeep);
        inputs.Add(JObject.Parse("""{"a":{"x":1,"y":1},"b":1,"c":[1,2]}"""));
        inputs.Add(JObject.Parse("""{"a":{"y":2},"c":[3]}"""));

        Assert.Equal(json, inputs.Values.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public void ADottedNameKeepsTheOtherValuesOfItsObject()
    {
        var inputs = new InputSet(isDeep: false);
        inputs.Add(JObject.Parse("""{"a":{"x":1,"y":{"z":1,"w":2}}}"""));
        inputs.Add(InputAssignment.Find("a.y.z=2")!);
        inputs.Add(InputAssignment.Find("b.c.d=3")!);

        Assert.Equal(
            """{"a":{"x":1,"y":{"z":2,"w":2}},"b":{"c":{"d":3}}}""",
            inputs.Values.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Contains(
            "'a.x' is not an object",
            Assert.Throws<ArgumentException>(() => inputs.Add(InputAssignment.Find("a.x.q=1")!)).Message);
    }

    private static string[] Reasons(string inputs) =>
    [
        .. new InputDeclarations(Plan).Check((JObject)YamlReader.ReadData(inputs, "inputs"), checksValues: true)
            .Select(violation => violation.Reason),
    ];
}
