using CloudifyPS.Dsl.Functions;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Dsl;

public class FunctionTests
{
    [Theory]
    [InlineData("{get_attribute: ['web', 'ip']}", "'10.0.0.1'")]
    [InlineData("{get_attribute: ['web', 'list', 1, 'k']}", "'v'")]
    [InlineData("{get_attribute: ['web', 'port']}", "80")]
    [InlineData("{get_attribute: ['web', 'node_instance_id']}", "'web_1'")]
    [InlineData("{get_attribute: ['web', 'nosuch']}", "null")]
    [InlineData("{get_attribute: [SELF, 'ip']}", "'10.0.0.1'")]
    [InlineData("{get_property: ['web', 'port']}", "80")]
    [InlineData("{get_property: ['web', 'greeting']}", "'hi'")]
    [InlineData("{concat: ['http://', {get_attribute: ['web', 'ip']}, ':', {get_property: ['web', 'port']}]}",
        "'http://10.0.0.1:80'")]
    [InlineData("{get_input: ['deep', 'a', 0]}", "5")]
    [InlineData("{get_secret: ['json', 'user']}", "'me'")]
    [InlineData("{get_capability: ['other', 'cap', 'x']}", "1")]
    [InlineData("{get_label: 'env'}", "['lab']")]
    [InlineData("{get_sys: ['deployment', 'id']}", "'dep'")]
    [InlineData("{string_upper: {get_input: 'greeting'}}", "'HI'")]
    [InlineData("{string_split: ['a,b', ',', 1]}", "'b'")]
    [InlineData("{merge: [{a: 1}, {b: {get_input: 'greeting'}}]}", "{a: 1, b: 'hi'}")]
    [InlineData("{get_attributes_list: ['web', 'ip']}", "['10.0.0.1']")]
    [InlineData("{get_attributes_dict: ['web', 'ip', 'port']}", "{web_1: {ip: '10.0.0.1', port: 80}}")]
    public void AFunctionIsEvaluated(string function, string expected)
    {
        var value = FunctionEvaluator.Evaluate(
            JToken.Parse(function.Replace("SELF", "'SELF'")), new Context(), new FunctionSubject("web_1", null, null));

        Assert.True(JToken.DeepEquals(JToken.Parse(expected), value), value.ToString());
    }

    [Fact]
    public void AnUnresolvedOutputContainsTheReason() => Assert.Equal(
        "<ERROR: Unable to evaluate get_attribute function: Node nosuch has no instances.>",
        (string?)FunctionEvaluator.EvaluateOutputs(
            JObject.Parse("{o: {value: {get_attribute: ['nosuch', 'x']}}}"), new Context())["o"]);

    [Fact]
    public void AnOutputOfAMissingSecretIsOmitted() => Assert.Equal(
        ["b"],
        FunctionEvaluator.EvaluateOutputs(
            JObject.Parse("{a: {value: {get_secret: 'nosuch'}}, b: {value: 1}}"), new Context())
            .Properties().Select(p => p.Name));

    internal sealed class Context : IFunctionContext
    {
        private readonly JObject _node =
            JObject.Parse("{id: 'web', properties: {port: 80, greeting: {get_input: 'greeting'}}}");

        private readonly JObject _instance = JObject.Parse(
            "{id: 'web_1', node_id: 'web', index: 1, relationships: [], runtime_properties: {ip: '10.0.0.1', "
            + "list: [0, {k: 'v'}]}}");

        public JObject Inputs { get; } = JObject.Parse("{greeting: 'hi', deep: {a: [5]}}");

        public JObject? FindNode(string nodeId) => nodeId == "web" ? _node : null;

        public IReadOnlyList<JObject> FindNodeInstances(string nodeId) => nodeId == "web" ? [_instance] : [];

        public JObject? FindNodeInstance(string nodeInstanceId) => nodeInstanceId == "web_1" ? _instance : null;

        public string? FindSecret(string key) => key == "json" ? "{\"user\": \"me\"}" : null;

        public (JToken Value, IFunctionContext Context) FindCapability(string deploymentId, string capability) =>
            (JToken.Parse(capability == "circle" ? "{get_capability: ['other', 'circle']}" : "{x: 1}"), this);

        public (JToken Value, IFunctionContext Context) FindEnvironmentCapability(string capability) =>
            (JValue.CreateNull(), this);

        public IReadOnlyList<string> FindLabel(string key) => key == "env" ? ["lab"] : [];

        public string? FindSystemValue(string entity, string property) => property == "id" ? "dep" : null;
    }
}
