using System.Management.Automation;
using CloudifyPS.Client.Security;
using CloudifyPS.Commands.Base;
using CloudifyPS.Simulator;
using CloudifyPS.Commands.State;
using CloudifyPS.Simulator.Configuration;

namespace CloudifyPS.Commands.Simulator;

/// <summary>
/// Starts a simulated manager in this process, on the loopback interface. It serves the REST API, plans blueprints and
/// runs their workflows without executing operations.
/// </summary>
[Cmdlet(VerbsLifecycle.Start, "CfySimulator", SupportsShouldProcess = true)]
[OutputType(typeof(CfySimulator))]
public sealed class StartCfySimulatorCommand : CfyCmdlet
{
    /// <summary>The version of the simulated manager.</summary>
    [Parameter]
    public string Version { get; set; } = "7.0.5";

    /// <summary>The port; 0 for any free port.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>The factor by which workflows run faster than in real time; 0 for no delay.</summary>
    [Parameter]
    [ValidateRange(0, 1e6)]
    public double Speed { get; set; } = 1;

    /// <summary>The credentials of the administrator. The default is the user admin with the password admin.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>Simulates the community edition, without the endpoints for tenants, users and user groups.</summary>
    [Parameter]
    public SwitchParameter Community { get; set; }

    /// <summary>
    /// The operations that fail, as 'node/operation', such as 'database/start'. Wildcards are permitted.
    /// </summary>
    [Parameter]
    public string[] FailOperation { get; set; } = [];

    internal override void Process() => ProcessInput(Port, () =>
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
            options.Operations.Add(
                new OperationBehavior { Pattern = operation, Failure = "The operation is named in -FailOperation." });
        }

        var manager = new SimulatedManager(options);
        var simulator = new CfySimulator(manager.Start(), credential, Version, manager);
        SessionStore.Current.Add(simulator);
        WriteObject(simulator);
    });
}
