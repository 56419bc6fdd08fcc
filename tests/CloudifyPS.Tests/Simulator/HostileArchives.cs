using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace CloudifyPS.Tests.Simulator;

/// <summary>Creates archives that a tool would not create.</summary>
internal static class HostileArchives
{
    public static byte[] Tar(params (string Name, string Text)[] files) => Tar(
        files.Select(file => new PaxTarEntry(TarEntryType.RegularFile, file.Name)
        {
            DataStream = new MemoryStream(Encoding.UTF8.GetBytes(file.Text)),
        }));

    public static byte[] Tar(IEnumerable<TarEntry> entries)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            foreach (var entry in entries)
            {
                tar.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }

    public static TarEntry Link(string name, string target, TarEntryType type = TarEntryType.SymbolicLink) =>
        new UstarTarEntry(type, name) { LinkName = target };

    /// <summary>Creates the header of a file, without the file.</summary>
    public static byte[] HeaderOnly(long size)
    {
        const int Block = 512;
        const int Sum = 148;
        var header = new byte[2 * Block];
        "b/x"u8.CopyTo(header);
        header[124] = 0x80;
        for (var i = 0; i < sizeof(long); i++)
        {
            header[135 - i] = (byte)(size >> (8 * i));
        }

        header[156] = (byte)'0';
        var sum = header.Take(Block).Select((b, i) => i is >= Sum and < Sum + 8 ? 32 : (int)b).Sum();
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(header, Sum);
        return header;
    }

    public static byte[] Zip(params (string Name, byte[] Content)[] files)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }
}
