using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Tests.Faults;
using CloudifyPS.Tests.Simulator;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests that a file that is not an archive is refused before it is sent.</summary>
public sealed class ArchiveSignatureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<TarEntryFormat> TarFormats =>
        [TarEntryFormat.V7, TarEntryFormat.Ustar, TarEntryFormat.Pax, TarEntryFormat.Gnu];

    public static TheoryData<byte[]> Others =>
    [
        [],
        "PK"u8.ToArray(),
        "<html><body>Sign in</body></html>"u8.ToArray(),
        "tosca_definitions_version: cloudify_dsl_1_3"u8.ToArray(),
        Encoding.ASCII.GetBytes(new string('0', 512)),
        new byte[1024],
    ];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(TarFormats))]
    public async Task EveryTarIsAnArchive(TarEntryFormat format)
    {
        var path = _folder.Write("blueprint.tar", string.Empty);
        await using (var tar = new TarWriter(File.Create(path), format))
        {
            await tar.WriteEntryAsync(_folder.Write("blueprint.yaml", "a: b"), "bp/blueprint.yaml");
        }

        Assert.Equal("blueprint", UploadSource.FromBlueprint(path).Name);
    }

    [Theory]
    [InlineData("bp1.zip")]
    [InlineData("bp1.tar.gz")]
    public void CompressedArchivesAreArchives(string name) =>
        Assert.Equal("bp1", UploadSource.FromBlueprint(TestFiles.Path("Recordings", "archives", name)).Name);

    [Fact]
    public void ABzip2IsAnArchive() =>
        Assert.Equal("b", UploadSource.FromBlueprint(Write("b.tar.bz2", [.. "BZh91AY&SY"u8])).Name);

    [Theory]
    [InlineData("b.tar.xz")]
    [InlineData("b.txz")]
    public void AnXzIsAnArchive(string name) =>
        Assert.Equal("b", UploadSource.FromBlueprint(Write(name, [0xfd, .. "7zXZ\0"u8, 1])).Name);

    [Theory]
    [InlineData("")]
    [InlineData("PK\u0005\u0006 is not the end")]
    public void ASelfExtractingZipIsAnArchive(string comment)
    {
        var content = File.ReadAllBytes(TestFiles.Path("Recordings", "archives", "bp1.zip"));
        content[^2] = (byte)comment.Length;

        Assert.Equal(
            "b",
            UploadSource.FromBlueprint(
                Write("b.zip", [.. "#!/bin/sh\n"u8, .. content, .. Encoding.ASCII.GetBytes(comment)])).Name);
        Assert.Throws<ArgumentException>(() => UploadSource.FromBlueprint(
            Write("cut.zip", [.. "#!/bin/sh\n"u8, .. content[..^9]])));
    }

    [Fact]
    public void AnEmptyZipIsRefused()
    {
        var path = _folder.Write("empty.zip", string.Empty);
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Update))
        {
            Assert.Empty(zip.Entries);
        }

        Assert.Throws<ArgumentException>(() => UploadSource.FromBlueprint(path));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void OtherFormatsAreRefused(byte[] content)
    {
        foreach (var extension in new[] { ".zip", ".tar", ".tar.gz", ".tgz", ".tar.bz2" })
        {
            var failure = Assert.Throws<ArgumentException>(() =>
                UploadSource.FromBlueprint(Write("b" + extension, content)));

            Assert.Contains("was not sent", failure.Message);
        }
    }

    private string Write(string name, byte[] content)
    {
        var path = _folder.Write(name, string.Empty);
        File.WriteAllBytes(path, content);
        return path;
    }
}
