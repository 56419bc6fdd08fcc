using System.Management.Automation;

#if !NET
using System.Reflection;
#endif

namespace CloudifyPS.Commands.State;

/// <summary>
/// Handles the import and the removal of the module. Windows PowerShell has no binding redirects, so this class
/// resolves references to other versions of the module's assemblies to the files in the module folder.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
#if !NET
    private static readonly string Folder = Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!;

    private static readonly HashSet<string> Names = new(
        Directory.GetFiles(Folder, "*.dll").Select(Path.GetFileNameWithoutExtension)!,
        StringComparer.OrdinalIgnoreCase);
#endif

    /// <summary>Prepares the process when the module is imported.</summary>
    public void OnImport()
    {
#if !NET
        AppDomain.CurrentDomain.AssemblyResolve += Resolve;
#endif
    }

    /// <summary>Closes the sessions and stops the simulators of the runspace when the module is removed.</summary>
    /// <param name="psModuleInfo">The module.</param>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        SessionStore.Current.Clear();
#if !NET
        AppDomain.CurrentDomain.AssemblyResolve -= Resolve;
#endif
    }

#if !NET
    private static Assembly? Resolve(object sender, ResolveEventArgs args)
    {
        var name = new AssemblyName(args.Name).Name;
        return Names.Contains(name) ? Assembly.LoadFrom(Path.Combine(Folder, name + ".dll")) : null;
    }
#endif
}
