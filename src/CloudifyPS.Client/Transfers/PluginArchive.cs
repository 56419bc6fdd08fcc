using System.IO.Compression;

namespace CloudifyPS.Client.Transfers;

/// <summary>The zip in which managers take a wagon together with its yaml files and its icon.</summary>
internal static class PluginArchive
{
    private const int Buffer = 81920;

    /// <summary>
    /// Creates the zip in a temporary file, because wagons can be large. Closing the stream deletes the file.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Stream Create(
        string wagon, IReadOnlyList<string> yamls, string? icon, CancellationToken cancellationToken)
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
                Add(zip, wagon, Path.GetFileName(wagon), CompressionLevel.NoCompression, cancellationToken);
                foreach (var yaml in yamls)
                {
                    Add(zip, yaml, Path.GetFileName(yaml), CompressionLevel.Optimal, cancellationToken);
                }

                if (icon is not null)
                {
                    Add(zip, icon, "icon.png", CompressionLevel.NoCompression, cancellationToken);
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

    private static void Add(
        ZipArchive zip,
        string path,
        string name,
        CompressionLevel compression,
        CancellationToken cancellationToken)
    {
        using var source = RegularFile.OpenRead(path);
        using var entry = zip.CreateEntry(name, compression).Open();
        var buffer = new byte[Buffer];
        while (source.Read(buffer, 0, buffer.Length) is > 0 and var read)
        {
            cancellationToken.ThrowIfCancellationRequested();
            entry.Write(buffer, 0, read);
        }
    }
}
