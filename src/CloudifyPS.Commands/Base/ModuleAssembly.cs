using System.Management.Automation;

#if !NET
using System.Reflection;
#endif

namespace CloudifyPS.Commands.Base;

/// <summary>
/// Import and removal of the module. On Windows PowerShell it helps the binder to the files beside this assembly when
/// a version that differs is asked for: there are no binding redirects. It answers for those files only, and needs none
/// of them itself.
/// </summary>
public sealed class ModuleAssembly : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
#if !NET
    private static readonly string Folder = Path.GetDirectoryName(typeof(ModuleAssembly).Assembly.Location)!;

    private static readonly HashSet<string> Names = new(
        Directory.GetFiles(Folder, "*.dll").Select(Path.GetFileNameWithoutExtension)!, StringComparer.OrdinalIgnoreCase);
#endif

    /// <summary>The module is being imported.</summary>
    public void OnImport()
    {
#if !NET
        AppDomain.CurrentDomain.AssemblyResolve += Resolve;
#endif
    }

    /// <summary>The module is being removed: its sessions and simulators of this runspace end.</summary>
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
