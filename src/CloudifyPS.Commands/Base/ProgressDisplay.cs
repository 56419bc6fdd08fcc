using System.Diagnostics;
using System.Management.Automation;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Commands.Base;

/// <summary>
/// Progress of something long. Shown a few times a second at most: in Windows PowerShell every record costs more than
/// the work it tells of. Always ended.
/// </summary>
internal sealed class ProgressDisplay : IProgress<TransferProgress>, IProgress<Execution>, IDisposable
{
    private const int IntervalMilliseconds = 250;

    private static int _lastId;

    private readonly CfyCmdlet _cmdlet;
    private readonly ProgressRecord _record;
    private readonly Stopwatch _shown = new();
    private int _isPosted;
    private bool _isVisible;

    public ProgressDisplay(CfyCmdlet cmdlet, string activity)
    {
        _cmdlet = cmdlet;
        _record = new ProgressRecord(Interlocked.Increment(ref _lastId), activity, "Starting");
    }

    /// <inheritdoc/>
    public void Report(TransferProgress value) => Show(() =>
    {
        _record.PercentComplete = value.Total is > 0 and { } total ? (int)(100 * value.Transferred / total) : -1;
        _record.StatusDescription = value.Total is { } all
            ? $"{Megabytes(value.Transferred)} of {Megabytes(all)}"
            : Megabytes(value.Transferred);
    });

    /// <inheritdoc/>
    public void Report(Execution value) => Show(() =>
    {
        _record.PercentComplete = value.TotalOperations is > 0 and { } total
            ? (int)(100L * (value.FinishedOperations ?? 0) / total)
            : -1;
        _record.StatusDescription = value.TotalOperations is > 0
            ? $"{value.StatusDisplay ?? value.Status}, {value.FinishedOperations ?? 0} of {value.TotalOperations} operations"
            : value.StatusDisplay ?? value.Status ?? "pending";
    });

    /// <summary>Takes the display away.</summary>
    public void Dispose()
    {
        if (_isVisible)
        {
            _record.RecordType = ProgressRecordType.Completed;
            _cmdlet.WriteProgress(_record);
        }
    }

    private static string Megabytes(long bytes) =>
        (bytes / (1024d * 1024)).ToString("N1", System.Globalization.CultureInfo.CurrentCulture) + " MB";

    private void Show(Action update)
    {
        if ((_shown.IsRunning && _shown.ElapsedMilliseconds < IntervalMilliseconds)
            || Interlocked.Exchange(ref _isPosted, 1) == 1)
        {
            return;
        }

        _cmdlet.Post(() =>
        {
            update();
            _cmdlet.WriteProgress(_record);
            _isVisible = true;
            _shown.Restart();
            Volatile.Write(ref _isPosted, 0);
        });
    }
}
