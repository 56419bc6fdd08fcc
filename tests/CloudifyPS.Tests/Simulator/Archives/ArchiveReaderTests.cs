using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using CloudifyPS.Simulator.Archives;
using CloudifyPS.Tests.Dsl;

namespace CloudifyPS.Tests.Simulator.Archives;

public class ArchiveReaderTests
{
    /// <summary>
    /// A tar.bz2 of <c>bp/blueprint.yaml</c> (600 lines of "- item N") and <c>bp/run.sh</c> (mode 0755).
    /// </summary>
    private const string BZip2 =
        "QlpoOTFBWSZTWUVekTcACId/nNyQAEBoA//wAACAgnJn3iAAQAQAAACACFAF/oAEvTe0kpSlUrPEUzTQ/1SqU/VAANAAABgAaNDR"
        + "hGTQaNNAYNJM/1SlP9SVAAAAAAFUzfqVM9UYAQ0BkYATCKUJ+pP1U9BNJv0ohpk9qmRpmanu6c+PaW1JY3QEbUUz2TkX3lwZvC2e"
        + "LtHuYDzPkR7vdnEY3vvt7fV9fu6wAcMgNiQKDQNAoJA2MgOGADqAA4hkB1gA4ZAbEgUGgaBQSBsZAcMAHUABtBIHWADhkBsSBQaB"
        + "oFBIGxkBwwAdQAFIGgdYAOGQGxIFBoGgUEgbGQHDAB1AAaQFB1gA4ZAbEgUGgaBQSBsZAcMAHUABIGxkBwwAdQFVVVX23O99249k"
        + "VRiFFDyAUQ8tSyoiH+8f/6QX5HGwN0WLWtbG1s621FVVVVVjVXVQNiQKDQTMyiPAVEefj+X5/R5EKqqqMbwcRiNRAAAAAHQdAAAA"
        + "A1rTEVVV69evXv3dxd3d3Z1gA4ZAbEhMzNgqLxERuMb3vevxx5zHmPMecxznOYCZM3TMzhjEwBsuum+ZwHnATEzM4BvYGYu7v2SS"
        + "61Nau7vkqNByVGg5Km7u9bvb169OoAXd3cXd3djrABwyG9737eZmZyVGg5Kh0NyodDcqHQ3Kh0NyodDcqHQ3Kh0NyodCY8ivLxve"
        + "d7u7twwAdQBd3d3F3d2HWAmZnvbExjzERWIjFZqqmIrEeZzUjcqDZ1Kg2dSoNnUqDZ1Kg2dSoNnUqDZ1KjfnV3zd+eeeZeZnWZmD"
        + "hgA6gF3d3dxd3czM972zMeRRs6lQbOpUGzqVMu7tepUDjUjUrQ41KgcalQONSoHGqqary7u61y7tQSBsZAcMAHUB5znOZmZ7ZqVA"
        + "41KgcalQONK1vUk6OcalTzJ333333VQCqgFVAKqKqqrzyOb3ve7rt20DQKCQNjLMzMzvM1mZzznOZMzM9gParu7uwAPV3d3YACQA"
        + "Hq7u79Zfr1m8zBQaBoFBIGxk1q9aBwAAAAD1Lu7u/Ku7u7Cqqqqq9t73vfPb257MgNiQKDQOZmZjMzN5znPOZmZlgAAAAAAAAXrX"
        + "nfffffnnneZ1mZmY2JAoNA0CgmZnnOc5dVVVQAAAAAAGtB+vuDDn08HQ66/nABRDXU+dOQCiGl/QBRDhj1MR1GWZdO56PLrGTQ+v"
        + "F3gKIdeGrWQLhdyRThQkEVekTcA=";

    [Theory]
    [InlineData("bp1.zip")]
    [InlineData("bp1.tar.gz")]
    public void ARecordedArchiveIsRead(string name)
    {
        var files = ArchiveReader.ReadBlueprint(Fixture.Archive(name));

        Assert.StartsWith("tosca_definitions_version", Encoding.UTF8.GetString(files["blueprint.yaml"]));
        Assert.Contains("scripts/start.sh", files.Keys);
    }

    [Fact]
    public void BZip2IsDecompressed()
    {
        var files = ArchiveReader.Read(Convert.FromBase64String(BZip2));

        Assert.Equal(
            ["bp/blueprint.yaml", "bp/run.sh"], files.Select(f => f.Name).OrderBy(n => n, StringComparer.Ordinal));
        var lines = Encoding.UTF8.GetString(files.First(f => f.Name == "bp/blueprint.yaml").Content).TrimEnd().Split(
            '\n');
        Assert.Equal(Enumerable.Range(0, 600).Select(i => $"- item {i}"), lines);
        Assert.Equal(Convert.ToInt32("755", 8), files.First(f => f.Name == "bp/run.sh").Mode);
    }

    /// <summary>Archives that managers accept: links, bzip2 and LZMA in a zip, xz, a zip behind a program.</summary>
    [Theory]
    [InlineData("linked-main-file.tar.gz")]
    [InlineData("hard-linked-main-file.tar.gz")]
    [InlineData("linked-script.tar.gz")]
    [InlineData("xz.tar.xz")]
    [InlineData("bzip2.zip")]
    [InlineData("lzma.zip")]
    [InlineData("self-extracting.zip")]
    public void EveryAcceptedFormatIsRead(string name)
    {
        var files = ArchiveReader.ReadBlueprint(Sample(name));

        Assert.StartsWith("tosca_definitions_version", Encoding.UTF8.GetString(files["blueprint.yaml"]));
        Assert.All(files.Values, content => Assert.NotEmpty(content));
    }

    /// <summary>The samples have several chunks, one of them not compressed.</summary>
    [Theory]
    [InlineData("long.tar.xz")]
    [InlineData("long-lzma.zip")]
    public void LongLzmaDataIsDecompressed(string name)
    {
        var content = ArchiveReader.Read(Sample(name)).Single().Content;

        Assert.Equal(3290980, content.Length);
        Assert.Equal(
            "c57fa50bc2e44e8c0e9ae9260b35387ea07b5d3dab726428d2e8eb5b73483c1f",
            Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    [Fact]
    public void LinksThatLeaveTheArchiveOrLeadNowhereAreLeftOut()
    {
        using var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, leaveOpen: true))
        {
            var file = new PaxTarEntry(TarEntryType.RegularFile, "bp/blueprint.yaml");
            file.DataStream = new MemoryStream("tosca_definitions_version: cloudify_dsl_1_5"u8.ToArray());
            tar.WriteEntry(file);
            foreach (var (name, target) in new[]
            {
                ("bp/outside", "../../etc/passwd"), ("bp/absolute", "/etc/passwd"), ("bp/nowhere", "none"),
                ("bp/loop", "loop"), ("bp/good", "chain"), ("bp/chain", "blueprint.yaml"), ("other", "bp"),
            })
            {
                tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, name) { LinkName = target });
            }
        }

        var names = ArchiveReader.Read(stream.ToArray()).Select(file => file.Name).Order(StringComparer.Ordinal);

        Assert.Equal(
            ["bp/blueprint.yaml", "bp/chain", "bp/good", "other/blueprint.yaml", "other/chain", "other/good"], names);
    }

    public static TheoryData<string> Samples() =>
        new(Directory.EnumerateFiles(TestFiles.Path("Simulator", "Archives", "Samples")).Select(Path.GetFileName)!);

    /// <summary>A damaged archive is an archive error, whatever the damage.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void DamagedArchivesAreRefused(string name)
    {
        var random = new Random(1);
        var sample = Sample(name);
        for (var i = 0; i < 200; i++)
        {
            var damaged = i % 2 == 0 ? sample[..random.Next(sample.Length)] : (byte[])sample.Clone();
            if (i % 2 == 1)
            {
                damaged[random.Next(Math.Min(sample.Length, 2000))] ^= (byte)(1 << random.Next(8));
            }

            var thrown = Record.Exception(() => ArchiveReader.ReadBlueprint(damaged));
            Assert.True(thrown is null or ArchiveException, $"{i}: {thrown}");
        }
    }

    private static byte[] Sample(string name) =>
        File.ReadAllBytes(TestFiles.Path("Simulator", "Archives", "Samples", name));

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    [InlineData(TarEntryFormat.Ustar)]
    public void LongNamesOfAllTarFormatsAreRead(TarEntryFormat format)
    {
        var name = "bp/" + string.Join("/", Enumerable.Repeat("directory", 9)) + "/" + new string('n', 80);

        var file = Assert.Single(ArchiveReader.Read(Tar(format, name)));

        Assert.Equal(name, file.Name);
        Assert.Equal("content", Encoding.UTF8.GetString(file.Content));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("bp/../../outside")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\outside")]
    public void ANameThatLeavesTheDirectoryIsRefused(string name)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, true))
        {
            zip.CreateEntry(name);
        }

        var error = Assert.Throws<ArchiveException>(() => ArchiveReader.Read(stream.ToArray()));

        Assert.Equal(ArchiveError.Unreadable, error.Error);
    }

    [Fact]
    public void ABlueprintHasOneDirectory()
    {
        var error = Assert.Throws<ArchiveException>(
            () => ArchiveReader.ReadBlueprint(Tar(TarEntryFormat.Pax, "one/blueprint.yaml", "two/blueprint.yaml")));

        Assert.Equal(ArchiveError.NotOneDirectory, error.Error);
        Assert.Equal("Archive must contain exactly 1 directory", error.Message);
    }

    [Theory]
    [InlineData("this is not an archive")]
    [InlineData("")]
    [InlineData("BZh9 but nothing behind it")]
    public void OtherContentIsRefused(string content)
    {
        var error = Assert.Throws<ArchiveException>(() => ArchiveReader.Read(Encoding.ASCII.GetBytes(content)));

        Assert.Equal(ArchiveError.UnrecognizedFormat, error.Error);
    }

    private static byte[] Tar(TarEntryFormat format, params string[] names)
    {
        using var stream = new MemoryStream();
        using (var writer = new TarWriter(stream, format, true))
        {
            foreach (var name in names)
            {
                TarEntry entry = format switch
                {
                    TarEntryFormat.Gnu => new GnuTarEntry(TarEntryType.RegularFile, name),
                    TarEntryFormat.Ustar => new UstarTarEntry(TarEntryType.RegularFile, name),
                    _ => new PaxTarEntry(TarEntryType.RegularFile, name),
                };
                entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes("content"));
                writer.WriteEntry(entry);
            }
        }

        return stream.ToArray();
    }
}
