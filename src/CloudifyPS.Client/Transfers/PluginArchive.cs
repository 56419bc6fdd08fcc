using System.IO.Compression;

namespace CloudifyPS.Client.Transfers;

/// <summary>The zip in which managers take a wagon together with its yaml files and its icon.</summary>
internal static class PluginArchive
{
    private const int Buffer = 81920;

    /// <summary>Makes the zip in a temporary file, which is gone when the stream is closed: wagons can be large.</summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Stream Create(string wagon, IReadOnlyList<string> yamls, string? icon)
    {
        var file = new FileStream(
            Path.Combine(Path.GetTempPath(), Path.GetRandomFileName()),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            Buffer,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            {
                // A wagon is compressed already.
                Add(zip, wagon, Path.GetFileName(wagon), CompressionLevel.NoCompression);
                foreach (var yaml in yamls)
                {
                    Add(zip, yaml, Path.GetFileName(yaml), CompressionLevel.Optimal);
                }

                if (icon is not null)
                {
                    Add(zip, icon, "icon.png", CompressionLevel.NoCompression);
                }
            }

            file.Position = 0;
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static void Add(ZipArchive zip, string path, string name, CompressionLevel compression)
    {
        using var source = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, Buffer);
        using var entry = zip.CreateEntry(name, compression).Open();
        source.CopyTo(entry);
    }
}
