using System.Text.RegularExpressions;

namespace CloudifyPS.Dsl.Types;

/// <summary>Regular expressions of blueprints, which managers evaluate with Python's <c>re</c> module.</summary>
internal static class PythonRegex
{
    public static bool IsValid(string pattern)
    {
        try
        {
            _ = new Regex(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Tests whether a pattern matches at the start of a text.</summary>
    public static bool IsMatch(string pattern, string text) => Regex.IsMatch(text, "^(?:" + pattern + ")");
}
