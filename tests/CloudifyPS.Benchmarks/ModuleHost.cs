using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace CloudifyPS.Benchmarks;

/// <summary>Hosts the PowerShell engine in this process.</summary>
internal sealed class ModuleHost : IDisposable
{
    private readonly Runspace _runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());

    public ModuleHost() => _runspace.Open();

    /// <summary>Gets the path of the built module's manifest.</summary>
    public static string ModulePath { get; } = Path.Combine(
        typeof(ModuleHost).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "ModuleOutput").Value!,
        "CloudifyPS.psd1");

    /// <summary>Imports the module and connects to a server, with any credentials.</summary>
    public void Connect(string address)
    {
        Invoke($"Import-Module '{ModulePath}'");
        Invoke($"$null = Connect-CfyManager {address} -Credential ([pscredential]::new('admin', "
            + "[System.Net.NetworkCredential]::new('', 'admin').SecurePassword))");
    }

    /// <summary>Runs a script. Any error ends the measurement.</summary>
    public void Invoke(string script)
    {
        using var shell = PowerShell.Create(_runspace);
        shell.AddScript(script);
        shell.Invoke();
        if (shell.HadErrors)
        {
            throw shell.Streams.Error[0].Exception;
        }
    }

    public void Dispose() => _runspace.Dispose();
}
