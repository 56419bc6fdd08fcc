using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Module;

/// <summary>Tests the assemblies of the built module without loading them.</summary>
public class AssemblyTests
{
    public static TheoryData<string> Builds => ["net8.0", "netstandard2.0"];

    /// <summary>
    /// Gets the assemblies of the module, and the other assemblies of the module that each can reference.
    /// </summary>
    public static TheoryData<string, string[]> Arrows => new()
    {
        { "CloudifyPS", [] },
        { "CloudifyPS.Client", ["CloudifyPS"] },
        { "CloudifyPS.Dsl", [] },
        { "CloudifyPS.Simulator", ["CloudifyPS.Dsl"] },
        { "CloudifyPS.Commands", ["CloudifyPS", "CloudifyPS.Client", "CloudifyPS.Dsl", "CloudifyPS.Simulator"] },
    };

    /// <summary>
    /// Windows PowerShell binds exact versions and has no redirects. The module does not load if an assembly references
    /// another version than that of the shipped file.
    /// </summary>
    [Theory]
    [MemberData(nameof(Builds))]
    public void EveryReferenceToAShippedFileHasItsExactVersion(string build)
    {
        var shipped = Read(build);
        var versions = shipped.ToDictionary(file => file.Name, file => file.Version);

        Assert.Empty(
            from file in shipped
            from reference in file.References
            where versions.TryGetValue(reference.Name!, out var version) && version != reference.Version
            select $"{file.Name} wants {reference.Name} {reference.Version}, shipped is {versions[reference.Name!]}");
    }

    /// <summary>All PowerShell versions of the edition must contain the assemblies that are not shipped.</summary>
    [Theory]
    [InlineData("net8.0", "^(System\\..*|netstandard|mscorlib|Microsoft\\.Win32\\.Primitives|Microsoft\\.CSharp)$")]
    [InlineData("netstandard2.0", "^(netstandard|System\\.Management\\.Automation)$")]
    public void EveryOtherReferenceIsInTheBox(string build, string inTheBox)
    {
        var shipped = Read(build);
        HashSet<string> names = [.. shipped.Select(file => file.Name)];

        Assert.Empty(
            from file in shipped
            from reference in file.References
            where !names.Contains(reference.Name!) && !Regex.IsMatch(reference.Name!, inTheBox)
            select $"{file.Name} wants {reference.Name}");
    }

    [Theory]
    [MemberData(nameof(Builds))]
    public void TheEngineItselfIsNotShipped(string build) =>
        Assert.DoesNotContain(Read(build), file => file.Name == "System.Management.Automation");

    [Theory]
    [MemberData(nameof(Builds))]
    public void PublicTypesDoNotUseThirdPartyTypes(string build)
    {
        string[] thirdParty = [.. Read(build).Select(file => file.Name)];

        Assert.Empty(Read(build).Single(file => file.Name == "CloudifyPS").References
            .Select(reference => reference.Name).Intersect(thirdParty));
    }

    [Theory]
    [MemberData(nameof(Arrows))]
    public void AssembliesReferenceEachOtherInOneDirection(string name, string[] known)
    {
        Assert.All(["net8.0", "netstandard2.0"], (string build) => Assert.Equal(
            known.Order(),
            Read(build).Single(file => file.Name == name).References
                .Select(reference => reference.Name!).Where(reference => reference.StartsWith("CloudifyPS")).Order()));
    }

    [Fact]
    public void CommandsDoNotReferenceHttp() => Assert.DoesNotContain(
        Read("net8.0").Single(file => file.Name == "CloudifyPS.Commands").References,
        reference => reference.Name is "RestSharp" or "System.Net.Http");

    [Fact]
    public void TheManifestExportsAllCmdletsAndAliasesAndNothingElse()
    {
        Type[] cmdlets = [.. typeof(CloudifyPS.Commands.Session.ConnectCfyManagerCommand).Assembly.GetExportedTypes()
            .Where(type => type.GetCustomAttribute<CmdletAttribute>() is not null)];
        var names = cmdlets.Select(type => type.GetCustomAttribute<CmdletAttribute>()!)
            .Select(cmdlet => $"{cmdlet.VerbName}-{cmdlet.NounName}");
        var aliases = cmdlets
            .SelectMany(type => type.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []);

        Assert.Equal(names.Order(), Exports("CmdletsToExport").Order());
        Assert.Equal(aliases.Order(), Exports("AliasesToExport").Order());
        Assert.Empty(Exports("FunctionsToExport"));
        Assert.Empty(Exports("VariablesToExport"));
    }

    [Fact]
    public void EveryCmdletHasAnApprovedVerbAndOurPrefix()
    {
        HashSet<string> approved = [.. typeof(PSObject).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "System.Management.Automation" && type.Name.StartsWith("Verbs"))
            .SelectMany(type => type.GetFields().Select(field => (string)field.GetValue(null)!))];

        Assert.All(Exports("CmdletsToExport"), name =>
        {
            var parts = name.Split('-');
            Assert.Contains(parts[0], approved);
            Assert.StartsWith("Cfy", parts[1]);
        });
    }

    private static string[] Exports(string key)
    {
        var manifest = Parser.ParseFile(Path.Combine(PsHost.ModulePath, "CloudifyPS.psd1"), out _, out _);
        var table = (System.Collections.Hashtable)manifest.Find(node => node is HashtableAst, true)!.SafeGetValue();
        return table[key] is object[] names ? [.. names.Cast<string>()] : [(string)table[key]!];
    }

    private static BuiltAssembly[] Read(string build) =>
        [.. Directory.GetFiles(Path.Combine(PsHost.ModulePath, "bin", build), "*.dll").Select(BuiltAssembly.Read)];

    private sealed record BuiltAssembly(string Name, Version Version, AssemblyName[] References)
    {
        public static BuiltAssembly Read(string path)
        {
            using var file = new PEReader(File.OpenRead(path));
            var metadata = file.GetMetadataReader();
            var assembly = metadata.GetAssemblyDefinition();
            return new BuiltAssembly(
                metadata.GetString(assembly.Name),
                assembly.Version,
                [.. metadata.AssemblyReferences
                    .Select(handle => metadata.GetAssemblyReference(handle).GetAssemblyName())]);
        }
    }
}
