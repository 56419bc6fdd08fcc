using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Events;

/// <summary>
/// Gets events and log lines in the order of their times, or follows those of an execution until it ends.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CfyEvent", SupportsPaging = true, DefaultParameterSetName = ListSet)]
[OutputType(typeof(Event))]
public sealed class GetCfyEventCommand : CfySessionCmdlet
{
    private const string ListSet = "List";
    private const string FollowSet = "Follow";

    private ListWriter _output = null!;

    // Mandatory with -Follow, but not said so: with something piped in, the engine would take the only set with a
    // mandatory parameter, and ask for -Follow.

    /// <summary>The executions of the events.</summary>
    [Parameter(Position = 0, ParameterSetName = ListSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = FollowSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Execution>))]
    public string[]? ExecutionId { get; set; }

    /// <summary>The deployments of the events.</summary>
    [Parameter(ParameterSetName = ListSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[]? DeploymentId { get; set; }

    /// <summary>The blueprints of the events.</summary>
    [Parameter(ParameterSetName = ListSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string[]? BlueprintId { get; set; }

    /// <summary>The node instances of the events. Manager 4.6 and later.</summary>
    [Parameter(ParameterSetName = ListSet, ValueFromPipelineByPropertyName = true)]
    public string[]? NodeInstanceId { get; set; }

    /// <summary>The types of the events to get, such as task_failed. Log lines have no event type.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public string[]? EventType { get; set; }

    /// <summary>The levels of the log lines to get. Events have no level.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [FixedValues(typeof(FixedValues.LogLevels))]
    [ArgumentCompleter(typeof(FixedValues.LogLevels))]
    public string[]? Level { get; set; }

    /// <summary>Parts of the message, with the wildcards * and ?. All of them must be found.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SupportsWildcards]
    public string[]? Message { get; set; }

    /// <summary>The operations, with the wildcards * and ?. Manager 4.6 and later.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SupportsWildcards]
    public string[]? Operation { get; set; }

    /// <summary>The time of the earliest events to get.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public DateTimeOffset? After { get; set; }

    /// <summary>The time of the latest events to get.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Events, log lines, or both.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.EventKinds))]
    [ArgumentCompleter(typeof(FixedValues.EventKinds))]
    public string Type { get; set; } = "All";

    /// <summary>The number of events per request.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, 10000)]
    public int PageSize { get; set; } = ListQuery.DefaultPageSize;

    /// <summary>Writes new events as they arrive, until the execution has ended.</summary>
    [Parameter(ParameterSetName = FollowSet, Mandatory = true)]
    public SwitchParameter Follow { get; set; }

    private string[] Types => Type switch
    {
        "Event" => ["cloudify_event"],
        "Log" => ["cloudify_log"],
        _ => [],
    };

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _output = new ListWriter(this);
    }

    internal override void Process()
    {
        if (!Follow)
        {
            ProcessInput(ExecutionId, WriteList);
            return;
        }

        if (ExecutionId is null)
        {
            ThrowTerminatingError(ErrorRecordFactory.NoExecutionToFollow());
        }

        foreach (var id in ExecutionId!)
        {
            ProcessInput(id, () => WriteFollowed(id));
        }
    }

    private void WriteList()
    {
        // The other properties of a piped execution or node instance do not narrow it any further.
        var isNarrow = ExecutionId is not null || NodeInstanceId is not null;
        var events = new EventQuery
        {
            ExecutionIds = ExecutionId ?? [],
            DeploymentIds = isNarrow ? [] : DeploymentId ?? [],
            BlueprintIds = isNarrow || DeploymentId is not null ? [] : BlueprintId ?? [],
            NodeInstanceIds = NodeInstanceId ?? [],
            EventTypes = EventType ?? [],
            Levels = Level ?? [],
            Messages = (Message ?? []).Select(Pattern).ToArray(),
            Operations = (Operation ?? []).Select(Pattern).ToArray(),
            Types = Types,
            After = After,
            Before = Before,
        };
        var query = new ListQuery { PageSize = PageSize };
        _output.WriteList(query, one => Client.Events.List(events, one, CancelToken), WriteResources);
    }

    private void WriteFollowed(string id)
    {
        _output.WriteUnknownTotal();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(CancelToken);
        using var progress = new ProgressDisplay(this, $"Following {id}");
        try
        {
            Run(_ => _output.IsFull ? Task.CompletedTask : Client.Events.FollowAsync(
                id, Types, page => Post(() => Write(page)), progress, enough.Token));
        }
        catch (OperationCanceledException) when (_output.IsFull && !CancelToken.IsCancellationRequested)
        {
            // -First has been reached.
        }

        void Write(IReadOnlyList<Event> page)
        {
            foreach (var @event in page.Where(_ => _output.Take()))
            {
                WriteResource(@event);
            }

            if (_output.IsFull)
            {
                enough.Cancel();
            }
        }
    }

    // The manager matches with SQL patterns.
    private static string Pattern(string wildcard) =>
        wildcard.Replace("%", "\\%").Replace("_", "\\_").Replace('*', '%').Replace('?', '_');
}
