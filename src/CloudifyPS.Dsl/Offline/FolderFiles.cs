using System.Collections;

namespace CloudifyPS.Dsl.Offline;

/// <summary>
/// The files of a folder by their relative paths, with forward slashes and in the spelling of the disk: managers
/// distinguish upper and lower case everywhere. A file is read when it is requested.
/// </summary>
internal sealed class FolderFiles : IReadOnlyDictionary<string, byte[]>
{
    // A link can lead to a folder that it is in.
    private const int MaximumDepth = 64;

    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);

    /// <param name="folder">The path of the folder.</param>
    public FolderFiles(string folder) => Add(new DirectoryInfo(folder), "", 0);

    public IEnumerable<string> Keys => _paths.Keys;

    public IEnumerable<byte[]> Values => _paths.Values.Select(File.ReadAllBytes);

    public int Count => _paths.Count;

    public byte[] this[string key] => File.ReadAllBytes(_paths[key]);

    public bool ContainsKey(string key) => _paths.ContainsKey(key);

    public bool TryGetValue(string key, out byte[] value)
    {
        var isFound = _paths.TryGetValue(key, out var path);
        value = isFound ? File.ReadAllBytes(path!) : [];
        return isFound;
    }

    public IEnumerator<KeyValuePair<string, byte[]>> GetEnumerator() =>
        _paths.Select(entry => new KeyValuePair<string, byte[]>(entry.Key, File.ReadAllBytes(entry.Value)))
            .GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Add(DirectoryInfo folder, string prefix, int depth)
    {
        foreach (var item in folder.EnumerateFileSystemInfos())
        {
            if (item is not DirectoryInfo inner)
            {
                _paths[prefix + item.Name] = item.FullName;
            }
            else if (depth < MaximumDepth)
            {
                Add(inner, prefix + item.Name + "/", depth + 1);
            }
        }
    }
}
