using System.Text;
using CloudifyPS.Dsl.Types;
using CloudifyPS.Dsl.Yaml;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Imports;

/// <summary>Reads an import: a file of the archive, a plugin, the built-in types, or a URL.</summary>
internal sealed class ImportReader(PlanningOptions options, DslVersion version)
{
    private const string PluginScheme = "plugin:";

    private readonly PluginCatalog _plugins = new(options.Plugins);

    /// <summary>Decodes a file; a byte order mark selects another encoding than UTF-8.</summary>
    public static string Decode(byte[] content)
    {
        using var reader = new StreamReader(new MemoryStream(content), Encoding.UTF8, true);
        return reader.ReadToEnd();
    }

    /// <param name="resource">The import without its namespace.</param>
    /// <param name="parent">The importing document.</param>
    /// <param name="element">The imports of the main file, for errors.</param>
    /// <returns>The path or address, and the text; null for built-in types.</returns>
    public (string Url, string? Text) Read(string resource, ImportedDocument parent, JToken? element)
    {
        if (resource.StartsWith(PluginScheme, StringComparison.Ordinal))
        {
            return (resource, _plugins.Find(resource.Substring(PluginScheme.Length).Trim()));
        }

        if (!BuiltInTypes.IsImport(resource) && Uri.TryCreate(resource, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https" or "ftp")
        {
            return (resource, Download(resource, address, element));
        }

        var dot = resource.LastIndexOf('.');
        var versioned = dot < 0 ? resource : resource.Substring(0, dot) + "_" + version.Short + resource.Substring(dot);
        var candidates = new[] { BlueprintPath.DirectoryOf(parent.Url) + resource, versioned, resource };
        foreach (var candidate in candidates.Select(BlueprintPath.Normalize))
        {
            if (parent.Files.TryGetValue(candidate, out var content))
            {
                return (candidate, Decode(content));
            }
        }

        if (BuiltInTypes.IsImport(resource))
        {
            return (BuiltInTypes.FileOf(resource, version.Minor), null);
        }

        throw DslToken.Fail(
            $"Import failed: Unable to open import url resource:{resource}; 404 "
            + $"(https://127.0.0.1:53333/resources/{resource}) : Not Found", element, "imports");
    }

    private string Download(string resource, Uri address, JToken? element)
    {
        string reason;
        try
        {
            if (options.Download?.Invoke(address) is { } content)
            {
                return Decode(content);
            }

            var pool = address.Scheme == "https" ? "HTTPSConnectionPool" : "HTTPConnectionPool";
            reason = $"{pool}(host='{address.Host}', port={address.Port}): Max retries exceeded with url: "
                + $"{address.PathAndQuery} (Caused by NewConnectionError('Failed to establish a new connection: "
                + "[Errno -2] Name or service not known'))";
        }
        catch (IOException exception)
        {
            reason = exception.Message;
        }

        throw DslToken.Fail($"Import failed: Unable to open import url {resource}; {reason}", element, "imports");
    }
}
