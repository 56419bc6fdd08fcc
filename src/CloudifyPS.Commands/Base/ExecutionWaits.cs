using System.Management.Automation;
using CloudifyPS.Client;
using CloudifyPS.Client.Connection;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Resources;

namespace CloudifyPS.Commands.Base;

/// <summary>
/// Waits for executions in any number of sessions, and writes each one when it has ended. A failed execution is written
/// and also reported as an error.
/// </summary>
/// <param name="cmdlet">The cmdlet that waits.</param>
/// <param name="limit">The time limit for all executions, from the first one on; null for none.</param>
/// <param name="isReached">Returns whether an execution has the expected status.</param>
/// <param name="write">Writes an execution.</param>
internal sealed class ExecutionWaits(
    CfyCmdlet cmdlet, TimeSpan? limit, Func<Execution, bool> isReached, Action<Execution> write)
{
    private static readonly string[] HostTag = ["PSHOST"];

    private readonly Dictionary<(ManagerConnection, string), ExecutionWatch> _watches = [];
    private readonly ShownDeployments _deployments = new();
    private int _ended;
    private bool _isTimedOut;

    /// <summary>Gets the events to display during the wait: Error, Event or All; null for none.</summary>
    public string? ShowEvent { get; init; }

    /// <summary>Gets the number of pending executions.</summary>
    public int Count => _watches.Values.Sum(watch => watch.Count);

    /// <summary>Adds an execution.</summary>
    /// <param name="client">The client for the session and tenant of the execution.</param>
    /// <param name="id">The ID of the execution.</param>
    /// <param name="latest">The latest known state of the execution; null for none.</param>
    public void Add(ManagerClient client, string id, Execution? latest = null)
    {
        var key = (client.Connection, client.Tenant);
        if (!_watches.TryGetValue(key, out var watch))
        {
            _watches.Add(key, watch = client.WatchExecutions(isReached, limit, Shown()));
        }

        watch.Add(id, latest);
    }

    /// <summary>Waits until all executions have ended.</summary>
    public void WaitForAll() => Wait(() => false);

    /// <summary>Waits until at least one execution has ended.</summary>
    public void WaitForAny() => Wait(() => Volatile.Read(ref _ended) > 0);

    /// <summary>
    /// Waits until fewer executions than a number are pending. Returns false if the time limit has expired.
    /// </summary>
    public bool WaitForFewerThan(int count)
    {
        Wait(() => Count < count);
        return !_isTimedOut;
    }

    private void Wait(Func<bool> isEnough)
    {
        var watches = _watches.Values.Where(watch => watch.Count > 0).ToArray();
        if (watches.Length == 0 || _isTimedOut || isEnough())
        {
            return;
        }

        using var progress = new ProgressDisplay(cmdlet, "Waiting for executions");
        cmdlet.Guard(watches.SelectMany(watch => watch.Pending.Select(one => one.Id)).ToArray(), () =>
            cmdlet.Run(async token =>
            {
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(token);
                bool IsEnough()
                {
                    var result = isEnough();
                    if (result)
                    {
                        enough.Cancel();
                    }

                    return result;
                }

                try
                {
                    await Task.WhenAll(watches.Select(watch => watch.RunAsync(
                        IsEnough, Ended, watches.Length == 1 ? progress : null, enough.Token)))
                        .ConfigureAwait(false);
                }
                catch (CfyTimeoutException)
                {
                    _isTimedOut = true;
                    throw;
                }
                catch (OperationCanceledException) when (!token.IsCancellationRequested)
                {
                    // Enough executions have ended in another session.
                }
            }));
    }

    private void Ended(ExecutionEnd end)
    {
        Interlocked.Increment(ref _ended);
        cmdlet.Post(() =>
        {
            if (end.Execution is { } execution)
            {
                cmdlet.Guard(execution, () => write(execution));
            }

            if (end.Failure is { } failure)
            {
                cmdlet.Guard((object?)end.Execution ?? end.Id, () => throw failure);
            }
        });
    }

    private (EventQuery Filter, Action<IReadOnlyList<Event>> Emit)? Shown() => ShowEvent is null
        ? null
        : (new EventQuery { Types = ShowEvent == "Event" ? ["cloudify_event"] : [] },
            page => cmdlet.Post(() => Show(page)));

    // The events are displayed as Write-Host displays text, because the output of the cmdlet are executions.
    private void Show(IReadOnlyList<Event> page)
    {
        foreach (var @event in page.Where(@event => ShowEvent != "Error" || EventFormat.IsError(@event)))
        {
            _deployments.Mark(@event);
            cmdlet.WriteInformation(
                new HostInformationMessage { Message = EventFormat.Line(@event, DateTimeOffset.Now, width: null) },
                HostTag);
        }
    }
}
