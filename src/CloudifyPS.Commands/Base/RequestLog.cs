using System.Globalization;
using CloudifyPS.Client.Connection;

namespace CloudifyPS.Commands.Base;

/// <summary>
/// Writes requests to the verbose stream (one line each) and the debug stream (redacted headers and bodies).
/// </summary>
internal sealed class RequestLog : IRequestObserver
{
    private readonly CfyCmdlet _cmdlet;
    private readonly bool _verbose;

    public RequestLog(CfyCmdlet cmdlet)
    {
        _cmdlet = cmdlet;
        _verbose = cmdlet.Wants("Verbose");
        WantsBodies = cmdlet.Wants("Debug");
    }

    /// <inheritdoc/>
    public bool WantsBodies { get; }

    /// <inheritdoc/>
    public void OnAttempt(RequestAttempt attempt)
    {
        if (_verbose)
        {
            _cmdlet.Post(() => _cmdlet.WriteVerbose(DisplayText.Clean(Line(attempt))));
        }

        if (WantsBodies)
        {
            _cmdlet.Post(() => _cmdlet.WriteDebug(DisplayText.Clean(Details(attempt))));
        }
    }

    private static string Line(RequestAttempt attempt)
    {
        var outcome = attempt.StatusCode is { } status && attempt.Failure is null
            ? ((int)status).ToString(CultureInfo.InvariantCulture)
            : attempt.Failure!;
        var again = attempt.RetryAfter is { } pause
            ? string.Format(CultureInfo.InvariantCulture, ", again in {0:0.0} s", pause.TotalSeconds)
            : string.Empty;
        return string.Format(
            CultureInfo.InvariantCulture,
            "{0} {1} -> {2} in {3:0} ms, attempt {4}{5}",
            attempt.Method,
            attempt.Uri.PathAndQuery,
            outcome,
            attempt.Duration.TotalMilliseconds,
            attempt.Number,
            again);
    }

    private static string Details(RequestAttempt attempt)
    {
        var lines = new List<string> { attempt.Method + " " + attempt.Uri };
        lines.AddRange(attempt.RequestHeaders);
        if (attempt.RequestBody is { } sent)
        {
            lines.Add(sent);
        }

        lines.Add(string.Empty);
        lines.Add(attempt.StatusCode is { } status ? $"{(int)status} {status}" : attempt.Failure ?? string.Empty);
        lines.AddRange(attempt.ResponseHeaders);
        if (attempt.ResponseBody is { } received)
        {
            lines.Add(received);
        }

        return string.Join(Environment.NewLine, lines);
    }
}
