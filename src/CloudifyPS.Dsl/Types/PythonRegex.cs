using System.Text.RegularExpressions;

namespace CloudifyPS.Dsl.Types;

/// <summary>
/// Evaluates regular expressions of blueprints, for which managers use Python's <c>re</c> module. Matching has a time
/// limit, and does not backtrack on .NET if the pattern permits it.
/// </summary>
internal static class PythonRegex
{
    private const int MaxLength = 2_000;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(1);

    private static readonly Regex PythonSyntax = new(
        @"\\Z|\(\?P<|\(\?P=([A-Za-z_][A-Za-z_0-9]*)\)|\\.", RegexOptions.CultureInvariant | RegexOptions.Singleline);

    public static bool IsValid(string pattern)
    {
        try
        {
            _ = Create(pattern);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Tests whether a pattern matches at the start of a text.</summary>
    /// <exception cref="DslException">The match exceeds the time limit.</exception>
    public static bool IsMatch(string pattern, string text)
    {
        try
        {
            return Create("^(?:" + pattern + ")").IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            throw new DslException(
                DslError.ViolatedConstraint,
                $"Matching a value of {text.Length} characters with the pattern '{pattern}' takes longer than "
                + $"{Timeout.TotalSeconds} second. Use a pattern without nested repetitions.");
        }
    }

    private static Regex Create(string pattern)
    {
        if (pattern.Length > MaxLength)
        {
            throw new DslException(
                DslError.ExceededBudget, $"A pattern of {pattern.Length} characters is longer than {MaxLength}.");
        }

        var translated = PythonSyntax.Replace(pattern, match => match.Value switch
        {
            @"\Z" => @"\z",
            "(?P<" => "(?<",
            var value when value[0] == '(' => $@"\k<{match.Groups[1].Value}>",
            var value => value,
        });
#if NET
        try
        {
            return new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, Timeout);
        }
        catch (NotSupportedException)
        {
            // Lookarounds and back references need backtracking.
        }
#endif
        return new Regex(translated, RegexOptions.CultureInvariant, Timeout);
    }
}
