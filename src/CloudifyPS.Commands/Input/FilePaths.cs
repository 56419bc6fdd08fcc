using System.Collections.ObjectModel;
using System.Management.Automation;

namespace CloudifyPS.Commands.Input;

/// <summary>Paths as users write them: relative to the location, on drives of their own, with wildcards or literal.</summary>
internal static class FilePaths
{
    /// <summary>The files and folders that a path stands for.</summary>
    /// <param name="cmdlet">The cmdlet whose location counts.</param>
    /// <param name="path">The path.</param>
    /// <param name="isLiteral">Whether wildcards are letters like others.</param>
    /// <exception cref="ArgumentException">It is no path of the file system.</exception>
    /// <exception cref="FileNotFoundException">There is nothing.</exception>
    public static Collection<string> Resolve(this PSCmdlet cmdlet, string path, bool isLiteral)
    {
        if (isLiteral || !WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [cmdlet.ResolveNew(path)];
        }

        var paths = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
        RequireFileSystem(provider, path);
        return paths.Count > 0 ? paths : throw new FileNotFoundException($"Nothing matches '{path}'.", path);
    }

    /// <summary>A path that need not exist yet.</summary>
    /// <param name="cmdlet">The cmdlet whose location counts.</param>
    /// <param name="path">The path.</param>
    /// <exception cref="ArgumentException">It is no path of the file system.</exception>
    public static string ResolveNew(this PSCmdlet cmdlet, string path)
    {
        var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        RequireFileSystem(provider, path);
        return resolved;
    }

    private static void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (provider.Name != "FileSystem")
        {
            throw new ArgumentException($"'{path}' is no path of the file system, but of {provider.Name}.");
        }
    }
}
