using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Planning;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Offline;

/// <summary>A blueprint in a folder.</summary>
internal sealed class BlueprintFolder
{
    private const string DefaultMainFile = "blueprint.yaml";

    /// <param name="path">The path of the folder, or of the main file in it.</param>
    /// <param name="mainFile">The main file, relative to the folder; null for the default.</param>
    public BlueprintFolder(string path, string? mainFile)
    {
        var isFolder = Directory.Exists(path);
        Folder = isFolder ? Path.GetFullPath(path) : Path.GetDirectoryName(Path.GetFullPath(path))!;
        MainFile = (mainFile ?? (isFolder ? DefaultMainFile : Path.GetFileName(path))).Replace('\\', '/');
    }

    /// <summary>Gets the full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Gets the main file, relative to the folder.</summary>
    public string MainFile { get; }

    /// <summary>Gets the name that an upload of the blueprint would have.</summary>
    public string Name => Path.GetFileName(Folder.TrimEnd('/', '\\')) is { Length: > 0 } name ? name : "blueprint";

    /// <summary>Creates the plan.</summary>
    /// <param name="options">What imports can find outside of the folder.</param>
    /// <param name="fault">What is wrong, if the result is null.</param>
    /// <returns>Null if the blueprint is invalid.</returns>
    public JObject? Plan(PlanningOptions options, out BlueprintFault? fault)
    {
        var files = new FolderFiles(Folder);
        try
        {
            fault = null;
            return BlueprintPlanner.Plan(files, MainFile, options);
        }
        catch (DslException exception)
        {
            fault = Locate(BlueprintFault.Of(exception), files);
            return null;
        }
    }

    /// <summary>
    /// Adds the most probable place to a problem without one. The parser finds many problems in the merged blueprint,
    /// which has no lines: the first name that the message quotes, and that the main file contains, is the best guess.
    /// </summary>
    public BlueprintFault Locate(BlueprintFault fault) => Locate(fault, new FolderFiles(Folder));

    private BlueprintFault Locate(BlueprintFault fault, FolderFiles files)
    {
        if (fault.File is not null || !files.TryGetValue(MainFile, out var content))
        {
            return fault;
        }

        var located = fault with { File = MainFile };
        if (fault.Line is not null)
        {
            return located;
        }

        try
        {
            var root = (JContainer)YamlReader.Read(ImportReader.Decode(content), MainFile);
            var mark = QuotedName.FindAll(fault.Reason).Select(name => MarkOf(root, name))
                .FirstOrDefault(found => found is not null);
            return located with { Line = (int?)mark?.Line + 1, Column = (int?)mark?.Column + 1 };
        }
        catch (DslException)
        {
            return located;
        }
    }

    // A key is better than a value, and a value better than a part of one, such as an import of a plugin.
    private static SourceMark? MarkOf(JContainer root, string name) => root.Descendants()
        .Select(token => (Token: token, Rank: token switch
        {
            JProperty property when property.Name == name => 0,
            JValue { Value: string text } when text == name => 1,
            JValue { Value: string text } when text.Contains(name) => 2,
            _ => 3,
        }))
        .Where(found => found.Rank < 3)
        .OrderBy(found => found.Rank)
        .FirstOrDefault().Token?.Annotation<SourceMark>();
}
