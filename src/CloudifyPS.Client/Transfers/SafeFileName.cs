namespace CloudifyPS.Client.Transfers;

/// <summary>Names that a manager suggests, made harmless: they cannot leave the folder, on any platform.</summary>
internal static class SafeFileName
{
    // What Windows cannot hold, wherever this runs: the folder may be shared.
    private static readonly char[] Forbidden = [.. "<>:\"/\\|?*", .. Enumerable.Range(0, 32).Select(code => (char)code)];

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL",
        "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9",
        "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9",
    };

    /// <summary>The last part of a name with everything harmful replaced; null when nothing is left.</summary>
    public static string? Of(string? name)
    {
        if (name is null)
        {
            return null;
        }

        var last = name.Substring(name.LastIndexOfAny(['/', '\\']) + 1);
        var safe = string.Concat(last.Select(letter => Forbidden.Contains(letter) ? '_' : letter)).TrimEnd('.', ' ');
        if (safe.Length == 0 || safe.All(letter => letter == '.'))
        {
            return null;
        }

        return Devices.Contains(safe.Split('.')[0]) ? "_" + safe : safe;
    }
}
