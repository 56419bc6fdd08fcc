using System.Text;

namespace CloudifyPS.Client.Json;

/// <summary>Converts names between the manager's snake_case and the PascalCase of .NET.</summary>
internal static class SnakeCase
{
    /// <summary>Converts CreatedAt to created_at.</summary>
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

    /// <summary>Converts created_at to CreatedAt. A name without letters stays as it is.</summary>
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
