using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Events;

/// <summary>Gets events and log lines sorted by time, or follows those of an execution.</summary>
[Cmdlet(VerbsCommon.Get, "CfyEvent", SupportsPaging = true)]
[OutputType(typeof(Event))]
public sealed class GetCfyEventCommand : CfySessionCmdlet
{
    private const int PagesInAdvance = 4;

    private ListWriter _output = null!;
    private string? _deployment;
    private bool _hasSeveralDeployments;

    /// <summary>The IDs of the executions of the events.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Execution>))]
    public string[]? ExecutionId { get; set; }

    /// <summary>The IDs of the deployments of the events.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Deployment>))]
    public string[]? DeploymentId { get; set; }

    /// <summary>The IDs of the blueprints of the events.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Blueprint>))]
    public string[]? BlueprintId { get; set; }

    /// <summary>The IDs of the nodes of the events. Manager 4.6 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<Node>))]
    public string[]? NodeId { get; set; }

    /// <summary>The IDs of the node instances of the events. Manager 4.6 and later.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ResourceCompleter<NodeInstance>))]
    public string[]? NodeInstanceId { get; set; }

    /// <summary>The types of the events to get, such as task_failed. Log lines have no event type.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.EventTypes), AllowOthers = true)]
    [ArgumentCompleter(typeof(FixedValues.EventTypes))]
    public string[]? EventType { get; set; }

    /// <summary>The levels of the log lines to get. Events have no level.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.LogLevels))]
    [ArgumentCompleter(typeof(FixedValues.LogLevels))]
    public string[]? Level { get; set; }

    /// <summary>Parts of the message, with the wildcards * and ?. A message must contain all of them.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Message { get; set; }

    /// <summary>The operations, with the wildcards * and ?. Manager 4.6 and later.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Operation { get; set; }

    /// <summary>The time of the earliest events to get.</summary>
    [Parameter]
    public DateTimeOffset? After { get; set; }

    /// <summary>The time of the latest events to get.</summary>
    [Parameter]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Event for events, Log for log lines, or All for both. The default is All.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.EventKinds))]
    [ArgumentCompleter(typeof(FixedValues.EventKinds))]
    public string Type { get; set; } = "All";

    /// <summary>The number of events per request.</summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int PageSize { get; set; } = ListQuery.DefaultPageSize;

    /// <summary>Writes new events as they arrive, until the execution has ended.</summary>
    [Parameter]
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
        if (Level is not null && (EventType is not null || Type == "Event"))
        {
            ThrowTerminatingError(
                ErrorRecordFactory.InvalidArgument("-Level selects log lines. Events have no level."));
        }

        if (EventType is not null && Type == "Log")
        {
            ThrowTerminatingError(
                ErrorRecordFactory.InvalidArgument("-EventType selects events. Log lines have no event type."));
        }
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
        RequireLink();

        // A piped execution or node instance also binds its deployment and blueprint. These do not restrict the result
        // any further.
        var isNarrow = ExecutionId is not null || NodeInstanceId is not null;
        var events = new EventQuery
        {
            ExecutionIds = ExecutionId ?? [],
            DeploymentIds = Narrowing(nameof(DeploymentId), DeploymentId, isNarrow),
            BlueprintIds = Narrowing(nameof(BlueprintId), BlueprintId, isNarrow || DeploymentId is not null),
            NodeIds = Narrowing(nameof(NodeId), NodeId, isNarrow),
            NodeInstanceIds = NodeInstanceId ?? [],
            EventTypes = EventType ?? [],
            Levels = Level ?? [],
            Messages = (Message ?? []).Select(MessagePattern).Select(SqlPattern).ToArray(),

            // The manager combines several operations with AND. The module therefore compares them itself.
            Operations = Operation is [var only] ? [SqlPattern(only)] : [],
            Types = Types,
            After = After,
            Before = Before,
        };
        var query = new ListQuery { PageSize = PageSize };
        if (Operation is { Length: > 1 })
        {
            using var list = Client.Events.List(events, query, CancelToken);
            _output.WriteMatches(list, IsOfOperation, @event => WriteEvents([@event]));
        }
        else
        {
            _output.WriteList(query, one => Client.Events.List(events, one, CancelToken), WriteEvents);
        }
    }

    private void WriteFollowed(string id)
    {
        _output.WriteUnknownTotal();
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(CancelToken);
        using var progress = new ProgressDisplay(this, $"Following {id}");

        // Limits the number of pages that are read in advance if the next cmdlet in the pipeline is slow.
        using var room = new SemaphoreSlim(PagesInAdvance);
        try
        {
            Run(_ => _output.IsFull ? Task.CompletedTask : Client.Events.FollowAsync(
                id, Types, WriteLater, progress, enough.Token));
        }
        catch (OperationCanceledException) when (_output.IsFull && !CancelToken.IsCancellationRequested)
        {
            // -First has been reached.
        }

        void WriteLater(IReadOnlyList<Event> page)
        {
            room.Wait(enough.Token);
            Post(() =>
            {
                Write(page);
                room.Release();
            });
        }

        void Write(IReadOnlyList<Event> page)
        {
            foreach (var @event in page.Where(IsWantedEvent).Where(_ => _output.Take()))
            {
                WriteEvents([@event]);
            }

            if (_output.IsFull)
            {
                enough.Cancel();
            }
        }
    }

    // The view displays the deployment of an event if the output contains events of several deployments.
    private void WriteEvents(IReadOnlyList<Event> page)
    {
        foreach (var @event in page.Where(@event => @event.DeploymentId is not null))
        {
            _deployment ??= @event.DeploymentId;
            _hasSeveralDeployments |= @event.DeploymentId != _deployment;
            @event.ShowsDeployment = _hasSeveralDeployments;
        }

        WriteResources(page);
    }

    private string[] Narrowing(string parameter, string[]? values, bool isNarrow) =>
        values is not null && (!isNarrow || IsOnCommandLine(parameter)) ? values : [];

    // -Follow reads all events of an execution. The other parameters are applied here.
    private bool IsWantedEvent(Event @event) =>
        IsOneOf(EventType, @event.EventType)
        && IsOneOf(Level, @event.Level)
        && (!IsOnCommandLine(nameof(DeploymentId)) || IsOneOf(DeploymentId, @event.DeploymentId))
        && (!IsOnCommandLine(nameof(BlueprintId)) || IsOneOf(BlueprintId, @event.BlueprintId))
        && (!IsOnCommandLine(nameof(NodeId)) || IsOneOf(NodeId, @event.NodeName))
        && (!IsOnCommandLine(nameof(NodeInstanceId)) || IsOneOf(NodeInstanceId, @event.NodeInstanceId))
        && IsOfOperation(@event)
        && (Message ?? []).All(text => Matches(MessagePattern(text), @event.Message))
        && (After is null || @event.Timestamp >= After)
        && (Before is null || @event.Timestamp <= Before);

    private bool IsOfOperation(Event @event) =>
        Operation is null || Operation.Any(pattern => Matches(pattern, @event.Operation));

    private static bool IsOneOf(string[]? wanted, string? value) => wanted is null || wanted.Contains(value);

    // Only * and ? are wildcards, because the manager's patterns have no equivalent of [ ].
    private static bool Matches(string pattern, string? text) =>
        WildcardPattern.Get(
            pattern.Replace("`", "``").Replace("[", "`[").Replace("]", "`]"), WildcardOptions.IgnoreCase)
            .IsMatch(text ?? string.Empty);

    // A text without wildcards matches anywhere in the message.
    private static string MessagePattern(string text) => text.IndexOfAny(['*', '?']) >= 0 ? text : $"*{text}*";

    private static string SqlPattern(string wildcard) => wildcard
        .Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_").Replace('*', '%').Replace('?', '_');
}
