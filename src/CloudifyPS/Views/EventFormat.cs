using System.Text;

namespace CloudifyPS;

/// <summary>An event or log line as one line of a log.</summary>
internal static class EventFormat
{
    private const int PlaceWidth = 32;

    // The lines below the first one begin after the columns of time and level.
    private const string NewLine = "\n                 ";

    /// <summary>Formats time, level, place and message.</summary>
    /// <param name="item">The event or log line.</param>
    /// <param name="now">The current time, which decides whether the date is shown.</param>
    /// <param name="width">
    /// The width of the console; null when it is not known. PowerShell wraps longer lines as well, but only in six
    /// languages between words.
    /// </param>
    public static string Line(Event item, DateTimeOffset now, int? width)
    {
        var level = Level(item);
        var head = $"{TimeFormat.Log(item.Timestamp ?? item.ReportedTimestamp, now)} ";
        var place = $" {Place(item).PadRight(PlaceWidth)} ";
        var message = DisplayText.Clean((item.Message ?? string.Empty).TrimEnd())!.Replace("\r", string.Empty);
        message = width is null
            ? message.Replace("\n", NewLine)
            : Wrap(message, head.Length + level.Length + place.Length, width.Value - 1);

        return level switch
        {
            "DBG" => TextStyle.Muted(head + level + place + message),
            "ERR" or "CRT" => head + TextStyle.Failed(level) + place + TextStyle.Failed(message),
            _ => head + Color(level) + place + message,
        };
    }

    /// <summary>Returns the level of a log line or the outcome of an event, in three letters.</summary>
    public static string Level(Event item) => item.EventType switch
    {
        null => item.Level switch
        {
            "debug" => "DBG",
            "info" => "INF",
            "warning" => "WRN",
            "error" => "ERR",
            "critical" => "CRT",
            _ => "LOG",
        },
        "task_rescheduled" => "RTY",
        "workflow_cancelled" => "CAN",
        var type when type.EndsWith("_succeeded", StringComparison.Ordinal) => "OK ",
        var type when type.EndsWith("_failed", StringComparison.Ordinal) => "ERR",
        _ => "EVT",
    };

    /// <summary>Returns whether an event reports a failure, or a log line has the level error or critical.</summary>
    public static bool IsError(Event item) => Level(item) is "ERR" or "CRT";

    /// <summary>Colours a level.</summary>
    public static string Color(string level) => level switch
    {
        "OK " => TextStyle.Good(level),
        "WRN" or "RTY" or "CAN" => TextStyle.Attention(level),
        "ERR" or "CRT" => TextStyle.Failed(level),
        "DBG" => TextStyle.Muted(level),
        _ => level,
    };

    /// <summary>
    /// Returns where it happened: <c>instance.operation</c>, or the node, or the workflow; behind the deployment where
    /// several are shown together.
    /// </summary>
    public static string Place(Event item)
    {
        var place = item.NodeInstanceId
            ?? (item.SourceId is null ? null : $"{item.SourceId}->{item.TargetId}")
            ?? item.NodeName
            ?? item.WorkflowId
            ?? string.Empty;
        if (item.Operation is { Length: > 0 } operation)
        {
            place += "." + operation.Substring(operation.LastIndexOf('.') + 1);
        }

        return DisplayText.Clean(
            item.ShowsDeployment && item.DeploymentId is not null ? $"{item.DeploymentId}/{place}" : place)!;
    }

    private static string Wrap(string text, int column, int width)
    {
        var wrapped = new StringBuilder(text.Length);
        var isFirstLine = true;
        foreach (var line in text.Split('\n'))
        {
            if (!isFirstLine)
            {
                wrapped.Append(NewLine);
                column = NewLine.Length - 1;
            }

            isFirstLine = false;
            foreach (var word in line.Split(' '))
            {
                if (column + word.Length > width && column >= NewLine.Length)
                {
                    wrapped.Append(NewLine);
                    column = NewLine.Length - 1;
                }

                wrapped.Append(word).Append(' ');
                column += word.Length + 1;
            }

            wrapped.Length--;
        }

        return wrapped.ToString();
    }
}
