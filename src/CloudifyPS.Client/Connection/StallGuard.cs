namespace CloudifyPS.Client.Connection;

/// <summary>Ends an exchange in which nothing has moved for too long. Every byte that moves starts the time anew.</summary>
internal sealed class StallGuard : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _stalled = new();
    private readonly CancellationTokenSource _linked;

    public StallGuard(TimeSpan timeout, CancellationToken cancellationToken)
    {
        _timeout = timeout;
        _linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stalled.Token);
        Touch();
    }

    /// <summary>Cancelled by the user or by the stall.</summary>
    public CancellationToken Token => _linked.Token;

    /// <summary>Whether it was the stall.</summary>
    public bool HasStalled => _stalled.IsCancellationRequested;

    /// <summary>Something has moved.</summary>
    public void Touch() => _stalled.CancelAfter(_timeout);

    public void Dispose()
    {
        _linked.Dispose();
        _stalled.Dispose();
    }
}
