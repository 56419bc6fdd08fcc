using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Text.RegularExpressions;
using CloudifyPS.Client.Redaction;

namespace CloudifyPS.Commands.Input;

/// <summary>Resolves paths that are relative, on PowerShell drives, or contain wildcards.</summary>
internal static class FilePaths
{
    /// <summary>Gets the full paths of the files and folders that match a path.</summary>
    /// <param name="cmdlet">The cmdlet that provides the current location.</param>
    /// <param name="path">The path that the user specified.</param>
    /// <param name="isLiteral">Whether wildcards are ordinary characters.</param>
    /// <exception cref="ArgumentException">The path does not belong to the file system.</exception>
    /// <exception cref="FileNotFoundException">Nothing matches the path.</exception>
    public static Collection<string> Resolve(this PSCmdlet cmdlet, string path, bool isLiteral) => Check(path, () =>
    {
        if (isLiteral || !WildcardPattern.ContainsWildcardCharacters(path))
        {
            return [Unresolved(cmdlet, path)];
        }

        // An existing file with exactly this name has precedence, even if its name contains wildcards.
        var literal = Unresolved(cmdlet, path);
        if (File.Exists(literal) || Directory.Exists(literal))
        {
            return [literal];
        }

        var paths = cmdlet.SessionState.Path.GetResolvedProviderPathFromPSPath(path, out var provider);
        RequireFileSystem(provider, path);
        return paths.Count > 0 ? paths : throw new FileNotFoundException($"No file matches '{path}'.", path);
    });

    /// <summary>
    /// Gets the full path of a file or folder that does not have to exist. Wildcards are not supported.
    /// </summary>
    /// <param name="cmdlet">The cmdlet that provides the current location.</param>
    /// <param name="path">The path that the user specified.</param>
    /// <exception cref="ArgumentException">The path does not belong to the file system.</exception>
    public static string ResolveNew(this PSCmdlet cmdlet, string path) => Check(path, () => Unresolved(cmdlet, path));

    /// <summary>Writes a file as Get-Item does, so that it can be piped to the cmdlets of PowerShell.</summary>
    /// <param name="cmdlet">The cmdlet that writes.</param>
    /// <param name="path">The full path.</param>
    public static void WriteFile(this PSCmdlet cmdlet, string path) => cmdlet.WriteObject(
        cmdlet.InvokeProvider.Item.Get([path], force: true, literalPath: true), enumerateCollection: true);

    /// <summary>Gets a path as messages show it: relative to the current location, if it is below that.</summary>
    /// <param name="cmdlet">The cmdlet that has the path.</param>
    /// <param name="path">The full path.</param>
    public static string Shown(this PSCmdlet cmdlet, string path)
    {
        var location = cmdlet.SessionState.Path.CurrentFileSystemLocation.ProviderPath
            .TrimEnd(Path.DirectorySeparatorChar) + Path.DirectorySeparatorChar;
        return path.StartsWith(location, StringComparison.Ordinal) ? path.Substring(location.Length) : path;
    }

    private static string Unresolved(PSCmdlet cmdlet, string path)
    {
        var resolved = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        RequireFileSystem(provider, path);
        return resolved;
    }

    private static void RequireFileSystem(ProviderInfo provider, string path)
    {
        if (provider.Name != "FileSystem")
        {
            throw new ArgumentException(
                $"'{path}' is a path of the provider {provider.Name}. A path of the file system is required.");
        }
    }

    // Converts exceptions of the provider and of .NET to errors about the path.
    private static T Check<T>(string path, Func<T> resolve)
    {
        if (path.IndexOf('\0') >= 0)
        {
            throw new ArgumentException(
                $"'{path.Replace("\0", "\\0")}' is not a path: it contains the character NUL.");
        }

        if (Regex.IsMatch(path, "^[A-Za-z][A-Za-z0-9+.-]+://"))
        {
            throw new ArgumentException(
                $"'{Redactor.Default.Addresses(path)}' is an address, not a path. Publish- cmdlets take it as -Uri.");
        }

        try
        {
            return resolve();
        }
        catch (ItemNotFoundException exception)
        {
            throw new FileNotFoundException($"There is no '{path}'.", path, exception);
        }
        catch (Exception exception) when (exception is SessionStateException or WildcardPatternException
            or ProviderInvocationException or PSNotSupportedException)
        {
            throw new ArgumentException($"'{path}' is not a path: {exception.Message}", exception);
        }
    }
}
