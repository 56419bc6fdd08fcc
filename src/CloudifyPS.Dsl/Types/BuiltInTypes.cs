using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Types;

/// <summary>The <c>types.yaml</c> files of managers, embedded as resources.</summary>
internal static class BuiltInTypes
{
    private const string Prefix = "resource:cloudify/types/";
    private const string Cache = "cache/";

    /// <summary>The file for blueprints of version 1_3, which was the only one until manager 6.3.</summary>
    private const string Types13 = "types_1_3.yaml";

    /// <summary>The file that later managers have for all other versions; it is of version 1_4.</summary>
    private const string Types14 = "types.yaml";

    private static readonly Version FirstWithTypes14 = new(6, 4);
    private static readonly Version LastWithRemoved = new(6, 3, 0);

    private static readonly Regex Import = new(
        @"^(?:https?://(?:www\.)?(?:getcloudify\.org|cloudify\.co)/spec/cloudify/(?<version>[^/]+)/|/?cloudify/types/)"
        + @"types\.yaml$", RegexOptions.CultureInvariant);

    /// <summary>Tests whether an import means built-in types.</summary>
    public static bool IsImport(string import) => Import.IsMatch(import);

    /// <summary>Tests whether <see cref="FileOf"/> returned a file name.</summary>
    public static bool IsBuiltIn(string file) => file.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Gets the address of a file.</summary>
    public static string LocationOf(string file)
    {
        var name = file.Substring(Prefix.Length);
        return name.StartsWith(Cache, StringComparison.Ordinal)
            ? "http://www.getcloudify.org/spec/cloudify/" + name.Substring(Cache.Length)
            : "file:/opt/manager/resources/cloudify/types/" + name;
    }

    /// <summary>Gets the name of the file that an import means.</summary>
    /// <param name="import">The import: a path, or the address of the types of a version.</param>
    /// <param name="minor">The minor number of the DSL version, which selects a file if the import is a path.</param>
    public static string FileOf(string import, int minor)
    {
        var version = Import.Match(import).Groups["version"];
        if (version.Success)
        {
            return $"{Prefix}{Cache}{version.Value}/{Types14}";
        }

        return Prefix + minor switch
        {
            3 => Types13,
            4 => "types_1_4.yaml",
            _ => Types14,
        };
    }

    /// <summary>Reads a file that <see cref="FileOf"/> returned.</summary>
    public static JObject Read(string file)
    {
        var name = file.Substring(Prefix.Length);
        if (!name.StartsWith(Cache, StringComparison.Ordinal))
        {
            return ReadResource(name, file);
        }

        return Version.TryParse(name.Split('/')[1], out var version) && version < FirstWithTypes14
            ? ReadVersion(file, version)
            : ReadResource(Types14, file);
    }

    private static JObject ReadVersion(string file, Version version)
    {
        var types = ReadResource(Types13, file);
        var changes = ReadResource("types_versions.yaml", file);
        if (version <= LastWithRemoved)
        {
            types.Merge(changes["removed"]!);
        }

        foreach (var since in ((JObject)changes["since"]!).Properties().Where(p => version < new Version(p.Name)))
        {
            foreach (var path in since.Value)
            {
                var owner = path.Take(path.Count() - 1).Aggregate((JToken?)types, (token, key) => token?[(string)key!]);
                (owner as JObject)?.Remove((string)path.Last!);
            }
        }

        return types;
    }

    private static JObject ReadResource(string name, string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return (JObject)YamlReader.Read(reader.ReadToEnd(), file);
    }
}
