using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;

namespace CloudifyPS.Dsl.Planning;

/// <summary>The times of schedules: absolute ones in UTC, and time deltas such as <c>+1 day</c>.</summary>
internal static class ScheduleTime
{
    private const RegexOptions Options = RegexOptions.CultureInvariant;

    private static readonly Regex Delta = new(
        "^([0-9]+) ?(min(ute)?|h(our)?|d(ay)?|w(eek)?|mo(nth)?|y(ear)?)s?$", Options);

    private static readonly Regex Deltas = new("\\+[0-9]+ ?[a-z]+ ?", Options);

    private static readonly Regex Absolute = new(
        @"^(?:([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})\s+)?([0-9]{1,2}):([0-9]{1,2})$", Options);

    private static readonly Regex FixedOffset = new("^Etc/GMT([+-])([0-9]{1,2})$", Options);

    public static void CheckDelta(string text)
    {
        if (!Delta.IsMatch(text))
        {
            throw Fail($"{text} is not a legal time delta");
        }
    }

    /// <summary>Converts an absolute time to UTC; checks a relative one and leaves it as it is.</summary>
    /// <param name="text">The time, for example <c>2030-01-01 10:00</c>, <c>10:00</c> (today) or <c>+1 day</c>.</param>
    /// <param name="timezone">The IANA name of a time zone; null for UTC.</param>
    public static string Normalize(string text, string? timezone)
    {
        if (text[0] == '+')
        {
            foreach (Match delta in Deltas.Matches(text))
            {
                CheckDelta(delta.Value.Substring(1));
            }

            return text;
        }

        var local = Parse(text);
        var time = timezone is { Length: > 0 } ? local - OffsetOf(timezone, local) : local;
        return time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
    }

    /// <summary>Gets the time that an absolute time in UTC or a sum of deltas, for example <c>+1day+2h</c>,
    /// means.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is outside of the calendar.</exception>
    public static DateTime Resolve(string text, DateTime now)
    {
        if (text[0] != '+')
        {
            return Parse(text);
        }

        var deltas = Deltas.Matches(text).Cast<Match>().Select(match => match.Value.Trim('+', ' ')).ToList();
        return deltas.Count > 0
            ? deltas.Aggregate(now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMinute)), Add)
            : throw Fail($"{text} is not a legal time delta");
    }

    private static DateTime Add(DateTime time, string delta)
    {
        CheckDelta(delta);
        var match = Delta.Match(delta);
        if (!int.TryParse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            throw new ArgumentOutOfRangeException(nameof(delta));
        }

        var unit = match.Groups[2].Value;
        return unit switch
        {
            "mo" or "month" => time.AddMonths(count),
            _ => unit[0] switch
            {
                'm' => time.AddMinutes(count),
                'h' => time.AddHours(count),
                'd' => time.AddDays(count),
                'w' => time.AddDays(7.0 * count),
                _ => time.AddYears(count),
            },
        };
    }

    private static DateTime Parse(string text)
    {
        var match = Absolute.Match(text);
        if (match.Success)
        {
            var numbers = match.Groups.Cast<Group>().Skip(1)
                .Select(group => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0).ToList();
            try
            {
                var day = match.Groups[1].Success
                    ? new DateTime(numbers[0], numbers[1], numbers[2])
                    : DateTime.UtcNow.Date;
                if (numbers[3] < 24 && numbers[4] < 60)
                {
                    return day.AddHours(numbers[3]).AddMinutes(numbers[4]);
                }
            }
            catch (ArgumentOutOfRangeException)
            {
                // No such day: reported below.
            }
        }

        throw Fail($"{text} is not a legal time format. accepted formats are YYYY-MM-DD HH:MM | HH:MM");
    }

    private static TimeSpan OffsetOf(string timezone, DateTime local)
    {
        // .NET Framework knows Windows time zones only; these names have the same offset everywhere.
        switch (timezone)
        {
            case "UTC" or "GMT" or "Etc/UTC" or "Etc/GMT":
                return TimeSpan.Zero;
            case "EST":
                return TimeSpan.FromHours(-5);
            case "MST":
                return TimeSpan.FromHours(-7);
            case "HST":
                return TimeSpan.FromHours(-10);
        }

        if (FixedOffset.Match(timezone) is { Success: true } match)
        {
            var hours = int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture);
            return TimeSpan.FromHours(match.Groups[1].Value == "+" ? -hours : hours);
        }

        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(timezone).GetUtcOffset(local);
        }
        catch (Exception exception) when (exception is TimeZoneNotFoundException or InvalidTimeZoneException
            or SecurityException or IOException or UnauthorizedAccessException)
        {
            throw Fail($"{timezone} is not a recognized timezone");
        }
    }

    private static DslException Fail(string message) => new(DslError.FailedParsing, message);
}
