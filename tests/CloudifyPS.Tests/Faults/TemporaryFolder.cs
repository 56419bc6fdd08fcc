namespace CloudifyPS.Tests.Faults;

/// <summary>A folder for one test, which is deleted when it is disposed.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("cfy-").FullName;

    /// <summary>Gets the relative paths of all files and folders, with forward slashes.</summary>
    public string[] Content => [.. Directory.EnumerateFileSystemEntries(Path, "*", SearchOption.AllDirectories)
        .Select(path => System.IO.Path.GetRelativePath(Path, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>Gets the full path of a relative path.</summary>
    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>Writes a file and returns its path.</summary>
    public string Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <summary>Creates a sparse file of zeros.</summary>
    public string WriteLarge(string name, long length)
    {
        using var file = File.Create(this[name]);
        file.SetLength(length);
        return this[name];
    }

    /// <summary>Waits until no handle of a file is open, which shows that its upload has ended.</summary>
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
