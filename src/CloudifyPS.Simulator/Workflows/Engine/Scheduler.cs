namespace CloudifyPS.Simulator.Workflows.Engine;

/// <summary>
/// Runs actions in the order of their due times. There is no thread and no timer: each request to the simulator first
/// runs the actions that are due.
/// </summary>
internal sealed class Scheduler(TimeProvider clock, double speed)
{
    private readonly SortedDictionary<(DateTimeOffset Due, long Order), Action> _actions = [];
    private DateTimeOffset? _running;
    private long _order;

    /// <summary>The due time of the running action, otherwise the time of the clock.</summary>
    public DateTimeOffset Now => _running ?? clock.GetUtcNow();

    /// <summary>A time that is due at the next request, not at the present one.</summary>
    public DateTimeOffset NextRequest => clock.GetUtcNow() + TimeSpan.FromTicks(1);

    /// <summary>The due time of the next action; null when there is none.</summary>
    public DateTimeOffset? NextDue => _actions.Count == 0 ? null : _actions.First().Key.Due;

    /// <summary>Returns the duration at the configured speed of something that takes this long at speed 1.</summary>
    public TimeSpan Scaled(TimeSpan time) =>
        speed <= 0 || double.IsInfinity(speed) ? TimeSpan.Zero : TimeSpan.FromTicks((long)(time.Ticks / speed));

    public void After(TimeSpan time, Action action) => At(Now + Scaled(time), action);

    public void At(DateTimeOffset due, Action action) =>
        _actions.Add((due < Now ? Now : due, _order++), action);

    public void RunDue()
    {
        if (_running is not null)
        {
            return;
        }

        var now = clock.GetUtcNow();
        try
        {
            while (_actions.Count > 0 && _actions.First() is { Key.Due: var due } next && due <= now)
            {
                _actions.Remove(next.Key);
                _running = due;
                next.Value();
            }
        }
        finally
        {
            _running = null;
        }
    }

    public void Clear() => _actions.Clear();
}
