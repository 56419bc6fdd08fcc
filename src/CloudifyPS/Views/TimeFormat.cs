using System.Globalization;

namespace CloudifyPS;

/// <summary>Times as views show them: local, in the same format in every culture.</summary>
internal static class TimeFormat
{
    /// <summary>
    /// Formats a time for a table: the time of day for today, the day and time for this year, or the date.
    /// </summary>
    public static string? Short(DateTimeOffset? time, DateTimeOffset now) =>
        Format(time, now, "HH:mm:ss", "MM-dd HH:mm", "yyyy-MM-dd");

    /// <summary>Formats the time of an event or log line, with milliseconds.</summary>
    public static string? Log(DateTimeOffset? time, DateTimeOffset now) =>
        Format(time, now, "HH:mm:ss.fff", "MM-dd HH:mm:ss.fff", "yyyy-MM-dd HH:mm:ss.fff");

    /// <summary>Formats a time with its date and offset.</summary>
    public static string? Full(DateTimeOffset? time) =>
        time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);

    /// <summary>Formats how long something took: <c>4.1 s</c>, <c>3:05</c>, <c>1:02:03</c>.</summary>
    public static string? Duration(TimeSpan? duration) => duration switch
    {
        null => null,
        { TotalMinutes: < 1 } span => span.TotalSeconds.ToString("0.0 s", CultureInfo.InvariantCulture),
        { TotalHours: < 1 } span => span.ToString(@"m\:ss", CultureInfo.InvariantCulture),
        { } span => string.Format(CultureInfo.InvariantCulture, @"{0}:{1:mm\:ss}", (int)span.TotalHours, span),
    };

    private static string? Format(
        DateTimeOffset? time, DateTimeOffset now, string today, string thisYear, string before)
    {
        if (time?.ToLocalTime() is not { } local)
        {
            return null;
        }

        var current = now.ToLocalTime();
        var format = local.Date == current.Date ? today : local.Year == current.Year ? thisYear : before;
        return local.ToString(format, CultureInfo.InvariantCulture);
    }
}
