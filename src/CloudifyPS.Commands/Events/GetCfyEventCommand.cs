using System.Management.Automation;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Commands.Base;
using CloudifyPS.Commands.Completion;

namespace CloudifyPS.Commands.Events;

/// <summary>Gets events and log lines, in the order of their times; or follows those of an execution until it ends.</summary>
[Cmdlet(VerbsCommon.Get, "CfyEvent", SupportsPaging = true, DefaultParameterSetName = ListSet)]
[OutputType(typeof(Event))]
public sealed class GetCfyEventCommand : CfySessionCmdlet
{
    private const string ListSet = "List";
    private const string FollowSet = "Follow";

    // Mandatory with -Follow, but not said so: with something piped in, the engine would take the only set with a
    // mandatory parameter, and ask for -Follow.

    /// <summary>Of these executions.</summary>
    [Parameter(Position = 0, ParameterSetName = ListSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(Position = 0, ParameterSetName = FollowSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ExecutionCompleter))]
    public string[]? ExecutionId { get; set; }

    /// <summary>Of these deployments.</summary>
    [Parameter(ParameterSetName = ListSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DeploymentCompleter))]
    public string[]? DeploymentId { get; set; }

    /// <summary>Of deployments of these blueprints.</summary>
    [Parameter(ParameterSetName = ListSet, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(BlueprintCompleter))]
    public string[]? BlueprintId { get; set; }

    /// <summary>Of these node instances (managers from 4.6 on).</summary>
    [Parameter(ParameterSetName = ListSet, ValueFromPipelineByPropertyName = true)]
    public string[]? NodeInstanceId { get; set; }

    /// <summary>Events of these kinds, such as task_failed; log lines have none.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public string[]? EventType { get; set; }

    /// <summary>Log lines of these levels; events have none.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateSet("debug", "info", "warning", "error", "critical")]
    public string[]? Level { get; set; }

    /// <summary>Texts, with wildcards * and ?; several must all be found.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SupportsWildcards]
    public string[]? Message { get; set; }

    /// <summary>Operations, with wildcards * and ? (managers from 4.6 on).</summary>
    [Parameter(ParameterSetName = ListSet)]
    [SupportsWildcards]
    public string[]? Operation { get; set; }

    /// <summary>Not before this time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public DateTimeOffset? After { get; set; }

    /// <summary>Not after this time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    public DateTimeOffset? Before { get; set; }

    /// <summary>Events, log lines, or both.</summary>
    [Parameter]
    [ValidateSet("All", "Event", "Log")]
    public string Type { get; set; } = "All";

    /// <summary>How many are asked for at a time.</summary>
    [Parameter(ParameterSetName = ListSet)]
    [ValidateRange(1, 10000)]
    public int PageSize { get; set; } = ListQuery.DefaultPageSize;

    /// <summary>Stays, and gives new ones as they come, until the execution has ended.</summary>
    [Parameter(ParameterSetName = FollowSet, Mandatory = true)]
    public SwitchParameter Follow { get; set; }

    private string[] Types => Type switch
    {
        "Event" => ["cloudify_event"],
        "Log" => ["cloudify_log"],
        _ => [],
    };

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!Follow)
        {
            Attempt(ExecutionId, WriteList);
            return;
        }

        if (ExecutionId is null)
        {
            ThrowTerminatingError(ErrorRecordFactory.NoExecutionToFollow());
        }

        foreach (var id in ExecutionId!)
        {
            Attempt(id, () => WriteFollowed(id));
        }
    }

    private void WriteList()
    {
        // What else a piped execution or node instance knows of itself is no further filter.
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
        var query = new ListQuery
        {
            PageSize = PageSize,
            Skip = (long)Math.Min(PagingParameters.Skip, long.MaxValue),
            First = PagingParameters.First > long.MaxValue ? null : (long)PagingParameters.First,
        };
        if (query.First == 0 && !PagingParameters.IncludeTotalCount)
        {
            return;
        }

        using var list = Client.Events.List(events, query, CancelToken);
        bool wantsTotal = PagingParameters.IncludeTotalCount;
        while (Run(_ => list.NextPageAsync()) is { } page)
        {
            if (wantsTotal)
            {
                wantsTotal = false;
                WriteObject(PagingParameters.NewTotalCount((ulong)(list.Total ?? 0), list.Total is null ? 0 : 1));
            }

            foreach (var @event in page)
            {
                WriteResource(@event);
            }
        }
    }

    private void WriteFollowed(string id)
    {
        var skip = PagingParameters.Skip;
        var left = PagingParameters.First;
        if (PagingParameters.IncludeTotalCount)
        {
            WriteObject(PagingParameters.NewTotalCount(0, 0));
        }

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(CancelToken);
        using var progress = new ProgressDisplay(this, $"Following {id}");
        try
        {
            Run(_ => left == 0 ? Task.CompletedTask : Client.Events.FollowAsync(
                id, Types, page => Post(() => Write(page)), progress, enough.Token));
        }
        catch (OperationCanceledException) when (left == 0 && !CancelToken.IsCancellationRequested)
        {
            // -First has been reached.
        }

        void Write(IReadOnlyList<Event> page)
        {
            foreach (var @event in page)
            {
                if (skip > 0)
                {
                    skip--;
                }
                else if (left > 0)
                {
                    left--;
                    WriteResource(@event);
                }
            }

            if (left == 0)
            {
                enough.Cancel();
            }
        }
    }

    // The manager matches with SQL patterns.
    private static string Pattern(string wildcard) =>
        wildcard.Replace("%", "\\%").Replace("_", "\\_").Replace('*', '%').Replace('?', '_');
}
