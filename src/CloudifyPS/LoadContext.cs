#if NET
using System.ComponentModel;
using System.Reflection;
using System.Runtime.Loader;

namespace CloudifyPS;

/// <summary>
/// The private load context of the module on PowerShell 7. It contains the cmdlets, the client and the simulator with
/// their versions of RestSharp and Newtonsoft.Json, independent of the versions that other modules have loaded.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LoadContext : AssemblyLoadContext
{
    private static readonly object Gate = new();
    private static Assembly? _commands;

    private readonly Assembly _shared = typeof(LoadContext).Assembly;
    private readonly string _directory;

    private LoadContext(string directory)
        : base("CloudifyPS") => _directory = directory;

    /// <summary>Loads the assembly of the cmdlets once in a process, and returns it.</summary>
    /// <param name="directory">The folder with the assemblies of the module.</param>
    /// <returns>The assembly CloudifyPS.Commands in the private context.</returns>
    public static Assembly Initialize(string directory)
    {
        lock (Gate)
        {
            return _commands ??= new LoadContext(directory)
                .LoadFromAssemblyPath(Path.Combine(directory, "CloudifyPS.Commands.dll"));
        }
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        // The public types must be the same for scripts and cmdlets, so their assembly is not loaded again.
        if (assemblyName.Name == _shared.GetName().Name)
        {
            return _shared;
        }

        var path = Path.Combine(_directory, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
#endif
