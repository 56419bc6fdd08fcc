using System.Text.RegularExpressions;

namespace CloudifyPS.Client.Resources;

/// <summary>
/// Names that things are to get. All managers know one rule, so that a name that breaks it is refused before anything
/// is sent: an upload of gigabytes ends in the same answer.
/// </summary>
internal static class ResourceName
{
    private const int MaxLength = 256;
    private static readonly Regex Characters = new("^[A-Za-z0-9._-]*$");

    /// <summary>The name, if a manager takes it.</summary>
    /// <param name="kind">What gets it, such as <c>blueprint</c>.</param>
    /// <param name="name">The name.</param>
    /// <param name="anyStart">Whether it may begin with something else than a letter.</param>
    /// <exception cref="ArgumentException">No manager takes it.</exception>
    public static string Valid(string kind, string name, bool anyStart = false)
    {
        var reason = name.Length == 0 ? "it is empty"
            : name.Length > MaxLength ? $"it has more than {MaxLength} characters"
            : !Characters.IsMatch(name) || name.EndsWith("\n", StringComparison.Ordinal)
                ? "only letters from a to z, digits and the characters - . _ are allowed"
            : !anyStart && !char.IsLetter(name[0]) ? "it must begin with a letter"
            : null;
        return reason is null
            ? name
            : throw new ArgumentException($"'{name}' cannot be the name of a {kind}: {reason}.");
    }
}
