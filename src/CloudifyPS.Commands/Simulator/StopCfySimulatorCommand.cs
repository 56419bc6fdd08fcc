using System.Management.Automation;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.State;

namespace CloudifyPS.Commands.Simulator;

/// <summary>Stops simulators. Their data is lost.</summary>
[Cmdlet(VerbsLifecycle.Stop, "CfySimulator", SupportsShouldProcess = true)]
public sealed class StopCfySimulatorCommand : CfyCmdlet
{
    /// <summary>The simulators to stop. The default is all simulators of the runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public CfySimulator[]? Simulator { get; set; }

    internal override void Process()
    {
        var store = SessionStore.Current;
        foreach (var simulator in Simulator ?? store.Simulators)
        {
            if (ShouldProcess(simulator.ToString(), "Stop"))
            {
                store.Stop(simulator);
            }
        }
    }
}
