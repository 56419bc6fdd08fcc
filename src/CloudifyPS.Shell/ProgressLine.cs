using System.Diagnostics;
using System.Management.Automation;

namespace CloudifyPS.Shell;

/// <summary>Progress as one line that lives at the bottom of a terminal; nothing at all where output is redirected.</summary>
internal sealed class ProgressLine(Terminal terminal)
{
    private const int BarWidth = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Stopwatch _sinceDrawn = new();
    private bool _isShown;

    /// <summary>Shows a record, unless one was shown a moment ago; takes the line away when the activity is over.</summary>
    public void Show(ProgressRecord record)
    {
        if (record.RecordType == ProgressRecordType.Completed)
        {
            Erase();
            _sinceDrawn.Reset();
            return;
        }

        if (!terminal.CanMoveCursor || (_sinceDrawn.IsRunning && _sinceDrawn.Elapsed < Pause))
        {
            return;
        }

        // One column stays free: a full line would wrap, and could not be erased.
        var text = Describe(record);
        var width = terminal.Size.Width - 1;
        Erase();
        terminal.Out.Write(text.Length > width ? text[..width] : text, PSStyle.Instance.Progress.Style);
        _isShown = true;
        _sinceDrawn.Restart();
    }

    /// <summary>Makes way for a line of output.</summary>
    public void Erase()
    {
        if (_isShown)
        {
            terminal.Out.Control("\r\e[K");
            _isShown = false;
        }
    }

    internal static string Describe(ProgressRecord record)
    {
        var text = record.Activity;
        if (record.PercentComplete >= 0)
        {
            var filled = Math.Min(record.PercentComplete, 100) * BarWidth / 100;
            text += $" [{new string('#', filled).PadRight(BarWidth)}] {record.PercentComplete}%";
        }

        foreach (var detail in (string?[])[record.StatusDescription, record.CurrentOperation])
        {
            text += string.IsNullOrWhiteSpace(detail) ? "" : " " + detail;
        }

        // Activity and status may hold anything; only what stays on one line may be written.
        return text.ReplaceLineEndings(" ");
    }
}
