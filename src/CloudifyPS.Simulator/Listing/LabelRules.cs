using System.Globalization;
using CloudifyPS.Simulator.Errors;
using CloudifyPS.Simulator.Routing;

namespace CloudifyPS.Simulator.Listing;

/// <summary>Checks the keys and values of labels.</summary>
internal static class LabelRules
{
    public const string ReservedPrefix = "csys-";

    /// <summary>The keys with the reserved prefix that users can set.</summary>
    public static readonly string[] Reserved =
    [
        "csys-consumer-id", "csys-env-type", "csys-environment", "csys-location-lat", "csys-location-long",
        "csys-location-name", "csys-obj-name", "csys-obj-parent", "csys-obj-type", "csys-wrcp-group-id",
        "csys-wrcp-services",
    ];

    /// <summary>Checks a label.</summary>
    /// <exception cref="ManagerErrorException">400: its key or value is not valid.</exception>
    public static void Check(string key, string value)
    {
        const int MaxLength = 256;
        if (key.Length > MaxLength || value.Length > MaxLength)
        {
            throw Refusal.BadParameters(
                $"The key or value is too long. Maximum allowed length is {MaxLength} characters");
        }

        if (!key.All(Arguments.IsNameCharacter))
        {
            throw Refusal.BadParameters(
                $"The key `{key}` contains illegal characters. Only letters, digits and the "
                + "characters `-`, `.` and `_` are allowed");
        }

        if (value.Any(c => c == '"' || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
        {
            throw Refusal.BadParameters(
                $"The value `{value}` contains illegal characters. Control characters and `\"` are not allowed.");
        }

        var lower = key.ToLowerInvariant();
        if (lower.StartsWith(ReservedPrefix, StringComparison.Ordinal) && !Reserved.Contains(lower))
        {
            throw Refusal.BadParameters(
                $"All labels with a `{ReservedPrefix}` prefix are reserved for internal use. Allowed "
                + $"`{ReservedPrefix}` prefixed labels are: {string.Join(", ", Reserved)}");
        }

        CheckDegrees(lower, "csys-location-lat", value, "latitude", 90);
        CheckDegrees(lower, "csys-location-long", value, "longitude", 180);
    }

    private static void CheckDegrees(string key, string expectedKey, string value, string name, int limit)
    {
        if (key == expectedKey
            && !(double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees)
                && Math.Abs(degrees) <= limit))
        {
            throw Refusal.BadParameters(
                $"Invalid {name} `{value}`. Must be a number between -{limit} and {limit}");
        }
    }
}
