using System.Globalization;
using CloudifyPS.Client.Lists;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Waiting;

namespace CloudifyPS.Client.Resources;

/// <summary>Events and logs: <c>/events</c>.</summary>
public sealed class EventClient : ResourceClient<Event>
{
    internal EventClient(ManagerClient client)
        : base(client, "events", string.Empty, Identity)
    {
    }

    /// <summary>A list of events.</summary>
    /// <param name="events">Which events.</param>
    /// <param name="query">How many, in which order.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    public ResourceList<Event> List(EventQuery events, ListQuery query, CancellationToken cancellationToken)
    {
        void Where(string name, IEnumerable<string> values)
        {
            foreach (var value in values)
            {
                query.Where(name, value);
            }
        }

        Where("execution_id", events.ExecutionIds);
        Where("deployment_id", events.DeploymentIds);
        Where("blueprint_id", events.BlueprintIds);
        Where("event_type", events.EventTypes);
        Where("level", events.Levels);
        Where("node_instance_id", events.NodeInstanceIds);
        Where("operation", events.Operations);
        Where("message", events.Messages);
        Where("type", events.Types);
        if (events.After is not null || events.Before is not null)
        {
            query.With("_range", $"timestamp,{Time(events.After)},{Time(events.Before)}");
        }

        if (query.Sort.Count == 0)
        {
            // Managers before 5 give them in no order at all.
            query.Sort.Add("timestamp");
        }

        return List(query, cancellationToken);
    }

    /// <summary>
    /// Follows the events of an execution until it has ended and its last event has come, without loss and without
    /// duplicates.
    /// </summary>
    /// <param name="executionId">The execution.</param>
    /// <param name="types">cloudify_event, cloudify_log, or both when empty.</param>
    /// <param name="emit">Takes the new events, in their order.</param>
    /// <param name="progress">Is told of every look at the execution.</param>
    /// <param name="cancellationToken">Ends following; the execution goes on.</param>
    /// <returns>The execution as it ended.</returns>
    public async Task<Execution> FollowAsync(
        string executionId,
        IReadOnlyList<string> types,
        Action<IReadOnlyList<Event>> emit,
        IProgress<Execution>? progress,
        CancellationToken cancellationToken)
    {
        var pace = new Polling(Client.TimeProvider);
        var patience = new Patience(Client.TimeProvider);
        var seen = new RecentEvents();
        while (true)
        {
            try
            {
                // First the execution, then its events: what was reported before its end is seen in this round.
                var execution = await Client.Executions.GetAsync(executionId, null, cancellationToken)
                    .ConfigureAwait(false);
                progress?.Report(execution);
                var any = await EmitNewAsync(executionId, types, seen, emit, cancellationToken).ConfigureAwait(false);
                patience.Renew();
                if (execution.HasEnded)
                {
                    // Stragglers: the last events are stored after the status.
                    await pace.PauseAsync(cancellationToken).ConfigureAwait(false);
                    await EmitNewAsync(executionId, types, seen, emit, cancellationToken).ConfigureAwait(false);
                    return execution;
                }

                if (any)
                {
                    pace.Reset();
                }
            }
            catch (CfyException exception) when (patience.Bears(exception))
            {
                // The manager is away; what has been seen is remembered.
            }

            await pace.PauseAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private static string? Identity(Event @event) =>
        @event.StorageId is { } number
            ? @event.Type + number.ToString(CultureInfo.InvariantCulture)
            : null;

    private static string Time(DateTimeOffset? time) =>
        time?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? string.Empty;

    private async Task<bool> EmitNewAsync(
        string executionId,
        IReadOnlyList<string> types,
        RecentEvents seen,
        Action<IReadOnlyList<Event>> emit,
        CancellationToken cancellationToken)
    {
        var any = false;
        var events = new EventQuery { ExecutionIds = [executionId], Types = types, After = seen.From };
        using var list = List(events, new ListQuery(), cancellationToken);
        while (await list.NextPageAsync().ConfigureAwait(false) is { } page)
        {
            var fresh = page.Where(seen.Add).ToList();
            if (fresh.Count > 0)
            {
                any = true;
                emit(fresh);
            }
        }

        seen.Forget();
        return any;
    }
}
