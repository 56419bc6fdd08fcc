using System.Management.Automation;
using CloudifyPS.Client.Security;
using CloudifyPS.Commands.Base;
using CloudifyPS.Simulator;
using CloudifyPS.Simulator.Configuration;

namespace CloudifyPS.Commands.Simulator;

/// <summary>
/// Starts a simulated manager in this process, on the loopback interface. It speaks the manager's REST API, plans real
/// blueprints and runs their workflows in time; nothing is really done.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "CfySimulator", SupportsShouldProcess = true)]
[OutputType(typeof(CfySimulator))]
public sealed class StartCfySimulatorCommand : CfyCmdlet
{
    /// <summary>The manager version to play.</summary>
    [Parameter]
    public string Version { get; set; } = "7.0.5";

    /// <summary>The port; 0 takes any that is free.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>How many times faster than usual workflows run; 0 means instantly.</summary>
    [Parameter]
    [ValidateRange(0, 1e6)]
    public double Speed { get; set; } = 1;

    /// <summary>The administrator. Without it, admin with the password admin.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Plays the community edition, without tenants, users and groups.</summary>
    [Parameter]
    public SwitchParameter Community { get; set; }

    /// <summary>Operations that fail: 'node/operation' with wildcards, such as 'database/start'.</summary>
    [Parameter]
    public string[] FailOperation { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Attempt(Port, () =>
    {
        if (!ShouldProcess($"manager {Version}", "Start"))
        {
            return;
        }

        var credential = Credential ?? new PSCredential("admin", "admin".ToSecureString());
        var options = new SimulatorOptions
        {
            Port = Port,
            Version = Version,
            Premium = !Community,
            Speed = Speed,
            AdminUserName = credential.UserName,
            AdminPassword = credential.Password.ToPlainText(),
        };
        foreach (var operation in FailOperation)
        {
            options.Operations.Add(new OperationBehavior { Pattern = operation, Failure = "The simulator was told to let it fail." });
        }

        var manager = new SimulatedManager(options);
        var simulator = new CfySimulator(manager.Start(), credential, Version, manager);
        SessionStore.Current.Add(simulator);
        WriteObject(simulator);
    });
}
