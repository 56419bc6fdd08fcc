using System.IO.Compression;
using System.Text.RegularExpressions;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Input;
using CloudifyPS.Dsl;
using CloudifyPS.Dsl.Imports;
using CloudifyPS.Dsl.Offline;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Commands.Blueprints;

/// <summary>Plans blueprints in folders without a manager.</summary>
/// <param name="cmdlet">The cmdlet.</param>
/// <param name="pluginPath">Paths of plugin.yaml files, of archives with one, or of folders of these.</param>
/// <param name="allowsDownload">Whether imports by address are downloaded.</param>
internal sealed class OfflinePlanner(CfyCmdlet cmdlet, string[] pluginPath, bool allowsDownload)
{
    private const string PluginMissing = "Couldn't find plugin";

    private static readonly Regex TemporaryFolder = new("^(file:)?/+tmp/[^/]+/", RegexOptions.CultureInvariant);

    private PlanningOptions? _options;

    /// <summary>Plans a blueprint.</summary>
    /// <param name="path">The path of the folder, or of the main file in it.</param>
    /// <param name="mainFile">The main file, relative to the folder; null for the default.</param>
    /// <param name="problems">What is wrong; empty if the blueprint is valid.</param>
    /// <returns>The plan; null if the blueprint is invalid.</returns>
    /// <exception cref="ArgumentException">The path is not one of a folder or a YAML file.</exception>
    public JObject? Plan(string path, string? mainFile, out IReadOnlyList<Problem> problems)
    {
        if (!Directory.Exists(path) && !IsYaml(path))
        {
            throw File.Exists(path)
                ? new ArgumentException(
                    $"'{path}' is neither a folder nor a YAML file. Extract an archive before you use it without a "
                    + "manager.")
                : new FileNotFoundException($"There is no file or folder '{path}'.", path);
        }

        var folder = new BlueprintFolder(path, mainFile);
        var plan = folder.Plan(_options ??= CreateOptions(), out var fault);
        if (fault is not null && fault.Reason.StartsWith(PluginMissing, StringComparison.Ordinal))
        {
            fault = fault with
            {
                Reason = fault.Reason + ". Without a manager, use -PluginPath to specify its plugin.yaml.",
            };
        }

        problems = fault is null ? [] : [ProblemOf(fault, folder.Folder)];
        return plan;
    }

    /// <summary>Plans a blueprint that must be valid.</summary>
    /// <exception cref="CfyValidationException">The blueprint is invalid.</exception>
    public JObject Require(string path, string? mainFile) => Plan(path, mainFile, out var problems)
        ?? throw new CfyValidationException($"Blueprint '{cmdlet.Shown(path)}' is", problems, isOfInputs: false);

    /// <summary>Gets the problem in terms of the current location.</summary>
    public Problem ProblemOf(BlueprintFault fault, string folder) => new()
    {
        Kind = "Blueprint",
        File = fault.File is null ? null : FileOf(fault.File, folder),
        Line = fault.Line,
        Column = fault.Column,
        Path = fault.Path,
        Reason = fault.Reason,
    };

    // A manager names the file in the folder to which it extracted the archive.
    private string FileOf(string file, string folder)
    {
        var parts = file.Split('/');
        return Enumerable.Range(0, parts.Length)
            .Select(start => Path.Combine([folder, .. parts.Skip(start)]))
            .FirstOrDefault(File.Exists) is { } found
                ? cmdlet.Shown(found)
                : TemporaryFolder.Replace(file, string.Empty);
    }

    private static bool IsYaml(string path) => File.Exists(path)
        && Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";

    private static bool IsArchive(string path) => Path.GetExtension(path).ToLowerInvariant() is ".zip";

    private PlanningOptions CreateOptions() => new()
    {
        Plugins = [.. pluginPath.SelectMany(path => cmdlet.Resolve(path, isLiteral: false)).SelectMany(ReadPlugins)],
        Download = address => allowsDownload
            ? cmdlet.Run(token => ImportDownload.GetAsync(address, token))
            : throw new IOException("imports by address are downloaded with -AllowDownload only."),
    };

    private IEnumerable<PluginDescription> ReadPlugins(string path)
    {
        if (Directory.Exists(path))
        {
            return Directory.EnumerateFiles(path).Where(file => IsYaml(file) || IsArchive(file))
                .OrderBy(file => file, StringComparer.Ordinal).SelectMany(ReadPlugin);
        }

        return ReadPlugin(path);
    }

    private IReadOnlyList<PluginDescription> ReadPlugin(string path)
    {
        try
        {
            return PluginFile.Read(IsArchive(path) ? YamlIn(path) : RegularFile.ReadAllText(path), cmdlet.Shown(path));
        }
        catch (Exception exception) when (exception is DslException or InvalidDataException)
        {
            throw new ArgumentException($"'{cmdlet.Shown(path)}' is not a plugin: {exception.Message}", exception);
        }
    }

    private static string YamlIn(string path)
    {
        using ZipArchive archive = new(RegularFile.OpenRead(path));
        var entry = archive.Entries.FirstOrDefault(one => one.Name is "plugin.yaml")
            ?? archive.Entries.FirstOrDefault(one => one.Name.EndsWith(".yaml", StringComparison.Ordinal))
            ?? throw new InvalidDataException("the archive has no plugin.yaml.");
        using StreamReader reader = new(entry.Open());
        return reader.ReadToEnd();
    }
}
