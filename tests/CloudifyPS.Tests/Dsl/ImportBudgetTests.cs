using System.Text;
using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Planning;

namespace CloudifyPS.Tests.Dsl;

/// <summary>Tests that endless imports cause an error.</summary>
public sealed class ImportBudgetTests
{
    private const string Version = "tosca_definitions_version: cloudify_dsl_1_4\n";

    private const string TooMany = "The blueprint imports more than 1000 files.";

    [Fact]
    public void AFileThatImportsItselfInANamespaceIsRefused() =>
        Assert.Equal(TooMany, Fixture.PlanError(Imports("ns--blueprint.yaml")));

    [Fact]
    public void FilesThatImportEachOtherInNamespacesAreRefused()
    {
        var error = Assert.Throws<DslException>(() => Fixture.Plan(
            Imports("a--one.yaml"), ("one.yaml", Imports("b--two.yaml")), ("two.yaml", Imports("c--one.yaml"))));

        Assert.Equal(TooMany, error.Message);
    }

    [Fact]
    public void ImportsThatDoubleAreRefused()
    {
        var files = Enumerable.Range(0, 30).Select(
            i => ($"f{i}.yaml", i == 29 ? Version : Imports($"a--f{i + 1}.yaml", $"b--f{i + 1}.yaml")));

        Assert.Equal(
            TooMany, Assert.Throws<DslException>(() => Fixture.Plan(Imports("a--f0.yaml"), [.. files])).Message);
    }

    [Fact]
    public void BlueprintsThatImportEachOtherAreRefused()
    {
        ImportedBlueprint Uploaded(string id) => new(
            new Dictionary<string, byte[]>
            {
                ["b.yaml"] = Encoding.UTF8.GetBytes(Imports($"ns--blueprint:{(id == "a" ? "b" : "a")}")),
            },
            "b.yaml");

        var error = Assert.Throws<DslException>(() => BlueprintPlanner.Plan(
            Uploaded("a").Files, "b.yaml", new PlanningOptions { FindBlueprint = Uploaded }));

        Assert.Equal("Blueprints import each other more than 50 deep.", error.Message);
    }

    private static string Imports(params string[] names) =>
        Version + "imports: [" + string.Join(", ", names.Select(name => $"'{name}'")) + "]\n";
}
