using System.Text.RegularExpressions;

namespace CloudifyPS.Client.Resources;

/// <summary>
/// Validates the names of new resources. The rule is the same for all managers. Checking it before the request avoids
/// an upload that the manager refuses at its end.
/// </summary>
internal static class ResourceName
{
    private const int MaxLength = 256;
    private static readonly Regex Characters = new("^[A-Za-z0-9._-]*$");

    /// <summary>Returns a name if it is valid.</summary>
    /// <param name="kind">The kind of the resource in the message, such as <c>blueprint</c>.</param>
    /// <param name="name">The name of the new resource.</param>
    /// <param name="anyStart">Whether the first character can be other than a letter.</param>
    /// <exception cref="ArgumentException">The name is not valid.</exception>
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
