namespace CloudifyPS.Dsl.Imports;

/// <summary>Paths within a blueprint's archive, with forward slashes.</summary>
internal static class BlueprintPath
{
    /// <summary>Resolves <c>.</c> and <c>..</c>.</summary>
    public static string Normalize(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not ("" or "."))
            {
                parts.Add(part);
            }
        }

        return string.Join("/", parts);
    }

    /// <summary>Gets the directory of a file, with the slash at its end; empty for a file at the top.</summary>
    public static string DirectoryOf(string file) => file.Substring(0, file.LastIndexOf('/') + 1);
}
