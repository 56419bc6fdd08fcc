namespace CloudifyPS.Client.Versions;

/// <summary>Converts the version that a manager reports.</summary>
internal static class ManagerVersionExtensions
{
    /// <summary>
    /// Gets the numeric version without a suffix such as <c>-dev</c>; null when the text does not start with a version.
    /// </summary>
    public static Version? ToVersion(this ManagerVersion manager)
    {
        var text = manager.Version ?? string.Empty;
        var numbers = new string(text.TakeWhile(letter => char.IsDigit(letter) || letter == '.').ToArray());
        return Version.TryParse(numbers.TrimEnd('.'), out var version)
            ? new Version(version.Major, version.Minor, Math.Max(0, version.Build))
            : null;
    }
}
