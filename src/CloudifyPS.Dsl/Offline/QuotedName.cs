using System.Text.RegularExpressions;

namespace CloudifyPS.Dsl.Offline;

/// <summary>Finds the names that a message of the planner quotes.</summary>
internal static class QuotedName
{
    private static readonly Regex Quoted = new(
        @"'(?<name>[^'\s]+)'|""(?<name>[^""\s]+)""|`(?<name>[^`\s]+)`", RegexOptions.CultureInvariant);

    public static IEnumerable<string> FindAll(string message) =>
        Quoted.Matches(message).Cast<Match>().Select(match => match.Groups["name"].Value);
}
