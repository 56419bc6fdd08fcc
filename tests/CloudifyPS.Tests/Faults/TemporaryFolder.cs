namespace CloudifyPS.Tests.Faults;

/// <summary>A folder of a test's own, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cfy-").FullName;

    /// <summary>Everything that lies in it, by names, with forward slashes.</summary>
    public string[] Content => [.. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
        .Select(path => System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>A path in it.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file and gives its path.</summary>
    public string Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <summary>A file of zeros that takes no room.</summary>
    public string WriteLarge(string name, long length)
    {
        using var file = File.Create(this[name]);
        file.SetLength(length);
        return this[name];
    }

    /// <summary>Waits until nobody holds a file any more: what was sending it has ended.</summary>
    public static async Task WhenReleasedAsync(string path)
    {
        for (var i = 0; ; i++)
        {
            try
            {
                using FileStream file = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException) when (i < 1000)
            {
                await Task.Yield();
            }
        }
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
