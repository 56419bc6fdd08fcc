using CloudifyPS.Simulator.Configuration;
using CloudifyPS.Simulator.Workflows.Model;
using CloudifyPS.Simulator.Workflows.Operations;

namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>The services that all executions share.</summary>
internal sealed class WorkflowServices
{
    public WorkflowServices(IWorkflowStore store, SimulatorOptions options)
    {
        Store = store;
        Options = options;
        Scheduler = new Scheduler(options.TimeProvider, options.Speed);
        Events = new EventLog(store, Scheduler);
        Statuses = new DeploymentStatuses(store);
        Simulation = new OperationSimulation(options, store);
    }

    public IWorkflowStore Store { get; }

    public SimulatorOptions Options { get; }

    public Scheduler Scheduler { get; }

    public EventLog Events { get; }

    public DeploymentStatuses Statuses { get; }

    public OperationSimulation Simulation { get; }
}
