using System.Globalization;

namespace CloudifyPS.Client.Json;

/// <summary>Parses times in ISO 8601. A time without an offset is in UTC.</summary>
internal static class Iso8601
{
    /// <summary>Parses a time; returns false when the text is not a time.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        // The form that managers send, 2026-03-02T12:54:04.110Z, without the cost of the general parser. Windows
        // PowerShell reads every time of a list here; on .NET the JSON reader parses this form by itself.
        if (text.Length == 24 && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':'
            && text[16] == ':' && text[19] == '.' && text[23] == 'Z'
            && Digits(text, 0, 4, out var year) && Digits(text, 5, 2, out var month) && Digits(text, 8, 2, out var day)
            && Digits(text, 11, 2, out var hour) && Digits(text, 14, 2, out var minute)
            && Digits(text, 17, 2, out var second) && Digits(text, 20, 3, out var millisecond)
            && year > 0 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month)
            && hour < 24 && minute < 60 && second < 60)
        {
            time = new DateTimeOffset(
                new DateTime(year, month, day, hour, minute, second, millisecond, DateTimeKind.Utc));
            return true;
        }

        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);
    }

    private static bool Digits(string text, int start, int count, out int number)
    {
        number = 0;
        for (var i = start; i < start + count; i++)
        {
            var digit = text[i] - '0';
            if ((uint)digit > 9)
            {
                return false;
            }

            number = (number * 10) + digit;
        }

        return true;
    }
}
