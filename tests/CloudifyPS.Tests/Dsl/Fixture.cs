using System.Reflection;
using System.Text;
using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Deployments;
using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Planning;
using CloudifyPS.Simulator.Archives;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Tests.Dsl;

/// <summary>Creates plans and deployments from the blueprints of tests.</summary>
internal static class Fixture
{
    public const string Header = "tosca_definitions_version: cloudify_dsl_1_4\nimports: [cloudify/types/types.yaml]\n";

    private static readonly string Recordings = Path.Combine(
        typeof(Fixture).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(
            a => a.Key == "RepositoryRoot").Value!,
        "tests", "CloudifyPS.Tests", "Recordings");

    public static byte[] Archive(string name) => File.ReadAllBytes(Path.Combine(Recordings, "archives", name));

    public static IEnumerable<JObject> Exchanges(string file) =>
        File.ReadLines(Path.Combine(Recordings, file)).Select(Parse);

    public static JObject Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader);
    }

    /// <summary>Copies a plan or a node without shared parts, as the REST API shows it.</summary>
    public static JObject Written(JObject part) => Parse(part.ToString(Formatting.None));

    public static JObject PlanArchive(string name, PlanningOptions? options = null) =>
        Written(BlueprintPlanner.Plan(ArchiveReader.ReadBlueprint(Archive(name)), "blueprint.yaml", options));

    public static JObject Plan(string yaml, params (string Name, string Text)[] more) =>
        Written(PlanShared(yaml, more));

    /// <summary>Plans a blueprint. Nodes share the operations that they inherit.</summary>
    public static JObject PlanShared(string yaml, params (string Name, string Text)[] more)
    {
        var files = more.Append(("blueprint.yaml", yaml)).ToDictionary(
            f => f.Item1, f => Encoding.UTF8.GetBytes(f.Item2));
        return BlueprintPlanner.Plan(files, "blueprint.yaml");
    }

    public static string PlanError(string yaml) => Assert.Throws<DslException>(() => Plan(yaml)).Message;

    public static DeploymentPlan Deploy(string yaml, JObject? inputs = null) =>
        DeploymentPlanner.Create(PlanShared(yaml), inputs, _ => true, new Random(1));
}
