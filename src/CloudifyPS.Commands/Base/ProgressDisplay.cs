using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using CloudifyPS.Client.Resources;
using CloudifyPS.Client.Transfers;

namespace CloudifyPS.Commands.Base;

/// <summary>
/// Displays the progress of a transfer or an execution, at most four times per second, because writing a progress
/// record in Windows PowerShell is slow. Invalid numbers and texts from a manager do not cause an error.
/// </summary>
internal sealed class ProgressDisplay :
    IProgress<TransferProgress>, IProgress<Execution>, IProgress<ExecutionWatchState>, IDisposable
{
    private const int IntervalMilliseconds = 250;

    private static int _lastId;

    private readonly CfyCmdlet _cmdlet;
    private readonly ProgressRecord _record;
    private readonly Stopwatch _shown = new();
    private volatile string _activity;
    private int _isPosted;
    private bool _isVisible;

    /// <param name="cmdlet">The cmdlet that writes the progress records.</param>
    /// <param name="activity">The heading of the progress display.</param>
    public ProgressDisplay(CfyCmdlet cmdlet, string activity)
    {
        _cmdlet = cmdlet;
        _activity = NotEmpty(activity, "Cloudify");
        _record = new ProgressRecord(Interlocked.Increment(ref _lastId), _activity, "Starting");
    }

    /// <inheritdoc/>
    public void Report(TransferProgress value) => Show(
        value.Transferred,
        value.Total,
        value.Total is { } all ? $"{Megabytes(value.Transferred)} of {Megabytes(all)}" : Megabytes(value.Transferred));

    /// <inheritdoc/>
    public void Report(Execution value)
    {
        var status = NotEmpty(value.StatusDisplay, NotEmpty(value.Status, "pending"));
        _activity = NotEmpty($"{value.WorkflowId} {value.DeploymentId}".Trim(), _activity);
        Show(
            value.FinishedOperations ?? 0,
            value.TotalOperations,
            value.TotalOperations is > 0
                ? $"{status}, {value.FinishedOperations ?? 0} of {value.TotalOperations} operations"
                : status);
    }

    /// <inheritdoc/>
    public void Report(ExecutionWatchState value)
    {
        if (value is { Total: 1, Pending: [var only] })
        {
            Report(only);
        }
        else
        {
            Show(value.Ended, value.Total, $"{value.Ended} of {value.Total} have ended");
        }
    }

    /// <summary>Removes the display.</summary>
    public void Dispose()
    {
        if (_isVisible)
        {
            _record.RecordType = ProgressRecordType.Completed;
            _cmdlet.WriteProgress(_record);
        }
    }

    private static string NotEmpty(string? text, string otherwise) =>
        string.IsNullOrWhiteSpace(text) ? otherwise : DisplayText.Clean(text)!;

    private static string Megabytes(long bytes) =>
        (bytes / (1024d * 1024)).ToString("N1", CultureInfo.CurrentCulture) + " MB";

    // Manager 7.0.5 reports more finished operations than the total for a resumed execution.
    private static int Percent(long done, long? total) =>
        total is > 0 and { } all ? (int)(100 * Math.Min(1, Math.Max(0, (double)done / all))) : -1;

    private void Show(long done, long? total, string status)
    {
        if ((_shown.IsRunning && _shown.ElapsedMilliseconds < IntervalMilliseconds)
            || Interlocked.Exchange(ref _isPosted, 1) == 1)
        {
            return;
        }

        _cmdlet.Post(() =>
        {
            _record.Activity = _activity;
            _record.PercentComplete = Percent(done, total);
            _record.StatusDescription = status;
            _cmdlet.WriteProgress(_record);
            _isVisible = true;
            _shown.Restart();
            Volatile.Write(ref _isPosted, 0);
        });
    }
}
