using System.Text;

namespace CloudifyPS.Client.Json;

/// <summary>Names of attributes, between the manager's way of writing and .NET's.</summary>
internal static class SnakeCase
{
    /// <summary>CreatedAt to created_at.</summary>
    public static string FromPascal(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }

    /// <summary>created_at to CreatedAt; a name without letters stays as it is.</summary>
    public static string ToPascal(string name)
    {
        var text = new StringBuilder(name.Length);
        var upper = true;
        foreach (var letter in name)
        {
            if (letter == '_')
            {
                upper = true;
                continue;
            }

            text.Append(upper ? char.ToUpperInvariant(letter) : letter);
            upper = false;
        }

        return text.Length == 0 ? name : text.ToString();
    }
}
