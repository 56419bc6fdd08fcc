namespace CloudifyPS.Client.Versions;

/// <summary>Reads the manager's version.</summary>
internal static class ManagerVersionExtensions
{
    /// <summary>
    /// Gets the numbers of the version, without a suffix such as <c>-dev</c>; null when there are none.
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
