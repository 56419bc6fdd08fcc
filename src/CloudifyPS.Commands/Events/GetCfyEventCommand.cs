using System.Management.Automation;
using CloudifyPS.Client;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Events;

/// <summary>Gets events and log lines sorted by time, or follows those of executions until they have ended.</summary>
[Cmdlet(VerbsCommon.Get, "CfyEvent", SupportsPaging = true)]
[OutputType(typeof(Event))]
public sealed class GetCfyEventCommand : CfySessionCmdlet
{
    private const int PagesInAdvance = 4;

    private readonly Dictionary<(ManagerConnection, string Tenant, string Nodes), Followed> _followed = [];
    private readonly ShownDeployments _deployments = new();
    private ListWriter _output = null!;

    /// <summary>The IDs of the executions of the events.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ResourceKey(typeof(Execution), nameof(Execution.ExecutionId), Links = [
        nameof(DeploymentId), nameof(BlueprintId), nameof(NodeId), nameof(NodeInstanceId)])]
    [ArgumentCompleter(typeof(ResourceCompleter<Execution>))]
    public string[]? ExecutionId { get; set; }

    /// <summary>
    /// The IDs of the deployments of the events. With -Follow, their running executions are followed.
    /// </summary>
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

    /// <summary>The lowest level of the log lines to get.</summary>
    [Parameter]
    [FixedValues(typeof(FixedValues.LogLevels))]
    [ArgumentCompleter(typeof(FixedValues.LogLevels))]
    public string? MinimumLevel { get; set; }

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
    [Alias("Since")]
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

    /// <summary>
    /// The number of the newest events to get. With -Follow, earlier events are omitted, and new events follow.
    /// </summary>
    [Parameter]
    [ValidateRange(1, 10000)]
    public int? Tail { get; set; }

    /// <summary>Gets the newest events first.</summary>
    [Parameter]
    public SwitchParameter Descending { get; set; }

    /// <summary>Writes new events as they arrive, until all executions have ended.</summary>
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
        if (Level is not null && MinimumLevel is not null)
        {
            ThrowTerminatingError(ErrorRecordFactory.InvalidArgument(
                "-Level and -MinimumLevel cannot be used together."));
        }

        if ((Level is not null || MinimumLevel is not null) && (EventType is not null || Type == "Event"))
        {
            var parameter = Level is null ? "-MinimumLevel" : "-Level";
            ThrowTerminatingError(
                ErrorRecordFactory.InvalidArgument($"{parameter} selects log lines. Events have no level."));
        }

        if (Follow && Descending)
        {
            ThrowTerminatingError(ErrorRecordFactory.InvalidArgument(
                "-Descending cannot be used with -Follow, which returns new events as they arrive."));
        }

        if (EventType is not null && Type == "Log")
        {
            ThrowTerminatingError(
                ErrorRecordFactory.InvalidArgument("-EventType selects events. Log lines have no event type."));
        }
    }

    internal override void Process()
    {
        if (Follow)
        {
            ProcessInput(ExecutionId ?? DeploymentId, AddFollowed);
        }
        else
        {
            ProcessInput(ExecutionId, WriteList);
        }
    }

    /// <summary>Follows all executions from the pipeline at the same time.</summary>
    protected override void EndProcessing()
    {
        if (_followed.Count > 0)
        {
            Guard(null, WriteFollowed);
        }
    }

    private EventQuery Query()
    {
        RequireLink();

        // A piped execution or node instance also binds its deployment and blueprint. These do not restrict the result
        // any further.
        var isNarrow = ExecutionId is not null || NodeInstanceId is not null;
        return new EventQuery
        {
            ExecutionIds = ExecutionId ?? [],
            DeploymentIds = Narrowing(nameof(DeploymentId), DeploymentId, isNarrow),
            BlueprintIds = Narrowing(nameof(BlueprintId), BlueprintId, isNarrow || DeploymentId is not null),
            NodeIds = Narrowing(nameof(NodeId), NodeId, isNarrow),
            NodeInstanceIds = NodeInstanceId ?? [],
            EventTypes = EventType ?? [],
            Levels = Level ?? LevelsFrom(MinimumLevel),
            Messages = (Message ?? []).Select(MessagePattern).Select(SqlPattern).ToArray(),

            // The manager combines several operations with AND. The module therefore compares them itself.
            Operations = Operation is [var only] ? [SqlPattern(only)] : [],
            Types = Types,
            After = After,
            Before = Before,
        };
    }

    private void WriteList()
    {
        var events = Query();
        if (Tail is { } count)
        {
            _output.WriteUnknownTotal();
            var tail = Run(token => Client.Events.GetTailAsync(events, count, token));
            Write(Descending ? tail.Reverse() : tail);
            return;
        }

        var query = new ListQuery { PageSize = PageSize };
        if (Descending)
        {
            query.Sort.Add("-timestamp");
        }

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

    private void AddFollowed()
    {
        var events = Query();
        var ids = ExecutionId ?? (DeploymentId ?? []).SelectMany(Running).ToArray();
        if (ids.Length == 0)
        {
            var record = ErrorRecordFactory.NoExecutionToFollow(DeploymentId);
            if (DeploymentId is null)
            {
                ThrowTerminatingError(record);
            }

            WriteError(record);
            return;
        }

        // Objects from the pipeline can differ in their sessions, nodes and node instances.
        var nodes = string.Join("\n", [.. events.NodeIds, string.Empty, .. events.NodeInstanceIds]);
        var key = (Client.Connection, Client.Tenant, nodes);
        if (!_followed.TryGetValue(key, out var followed))
        {
            _followed.Add(key, followed = new Followed(Client, events with { DeploymentIds = [] }));
        }

        followed.ExecutionIds.AddRange(ids);
    }

    private List<string> Running(string deployment)
    {
        using var list = Client.Executions.ListActive(deployment, CancelToken);
        return Run(_ => list.ToListAsync()).ConvertAll(execution => execution.Id!);
    }

    private void WriteFollowed()
    {
        _output.WriteUnknownTotal();
        if (_output.IsFull)
        {
            return;
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(CancelToken);
        using var progress = new ProgressDisplay(this, "Following executions");

        // Limits the number of pages that are read in advance if the next cmdlet in the pipeline is slow.
        using var room = new SemaphoreSlim(PagesInAdvance);
        try
        {
            Run(_ => Task.WhenAll(_followed.Values.Select(one => one.Client.Events.FollowAsync(
                one.Events with { ExecutionIds = one.ExecutionIds },
                Tail,
                WriteLater,
                id => Post(() => Guard(id, () => throw one.Client.Executions.NotFound(id))),
                _followed.Count == 1 ? progress : null,
                enough.Token))));
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
                if (_output.IsFull)
                {
                    enough.Cancel();
                }
            });
        }
    }

    private void Write(IEnumerable<Event> page)
    {
        foreach (var @event in page.Where(IsOfOperation).Where(_ => _output.Take()))
        {
            WriteEvents([@event]);
        }
    }

    private void WriteEvents(IReadOnlyList<Event> page)
    {
        foreach (var @event in page)
        {
            _deployments.Mark(@event);
        }

        WriteResources(page);
    }

    private string[] Narrowing(string parameter, string[]? values, bool isNarrow) =>
        values is not null && (!isNarrow || IsOnCommandLine(parameter)) ? values : [];

    private bool IsOfOperation(Event @event) =>
        Operation is null || Operation.Any(pattern => Matches(pattern, @event.Operation));

    private static string[] LevelsFrom(string? lowest) => lowest is null
        ? []
        : new FixedValues.LogLevels().Values.SkipWhile(level => level != lowest).ToArray();

    // Only * and ? are wildcards, because the manager's patterns have no equivalent of [ ].
    private static bool Matches(string pattern, string? text) =>
        WildcardPattern.Get(
            pattern.Replace("`", "``").Replace("[", "`[").Replace("]", "`]"), WildcardOptions.IgnoreCase)
            .IsMatch(text ?? string.Empty);

    // A text without wildcards matches anywhere in the message.
    private static string MessagePattern(string text) => text.IndexOfAny(['*', '?']) >= 0 ? text : $"*{text}*";

    private static string SqlPattern(string wildcard) => wildcard
        .Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_").Replace('*', '%').Replace('?', '_');

    /// <summary>Executions of one session whose events have the same filter.</summary>
    private sealed record Followed(ManagerClient Client, EventQuery Events)
    {
        public List<string> ExecutionIds { get; } = [];
    }
}
