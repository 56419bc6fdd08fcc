using System.Formats.Tar;
using CloudifyPS.Simulator.Archives;
using TarReader = CloudifyPS.Simulator.Archives.TarReader;

namespace CloudifyPS.Tests.Simulator.Archives;

/// <summary>Tests that archives that would need unlimited time or memory are refused, or are read quickly.</summary>
public class HostileArchiveTests
{
    private const int Links = 5_000;

    private static readonly PaxTarEntry Blueprint = new(TarEntryType.RegularFile, "b/blueprint.yaml");

    public static TheoryData<string, Func<int, string>, int> Chains => new()
    {
        { "forward", i => i == Links - 1 ? "blueprint.yaml" : $"l{i + 1}", Links },
        { "backward", i => i == 0 ? "blueprint.yaml" : $"l{i - 1}", Links },
        { "dangling", i => $"nowhere{i}", 0 },
        { "circle", i => $"l{(i + 1) % Links}", 0 },
        { "to folders", i => i == 0 ? "../b" : $"l{i - 1}", 0 },
    };

    [Theory]
    [MemberData(nameof(Chains))]
    public void LinksAreFollowed(string name, Func<int, string> target, int found)
    {
        var entries = Enumerable.Range(0, Links).Select(i => HostileArchives.Link($"b/l{i}", target(i))).Prepend(
            Blueprint);

        var files = ArchiveReader.ReadBlueprint(HostileArchives.Tar(entries));

        Assert.True(found + 1 <= files.Count, name);
        Assert.InRange(files.Keys.Count(key => key.StartsWith('l') && !key.Contains('/')), found, found);
    }

    [Fact]
    public void TooManyEntriesAreRefused()
    {
        TarEntryType[] types = [TarEntryType.HardLink, TarEntryType.SymbolicLink];
        var entries = Enumerable.Range(0, ArchiveBudget.MaxEntries + 1).Select(
            i => HostileArchives.Link("b/l", "nowhere", types[i % 2]));

        Assert.Equal(ArchiveError.Unreadable, Refused(HostileArchives.Tar(entries)).Error);
    }

    [Fact]
    public void AFolderLinkToItselfIsFollowedOnce()
    {
        var entries = Enumerable.Range(0, 40).Select(i => HostileArchives.Link($"b/d/l{i}", "..")).Append(Blueprint);

        Assert.InRange(ArchiveReader.Read(HostileArchives.Tar(entries)).Count, 1, ArchiveBudget.MaxEntries);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    [InlineData(-1)]
    [InlineData(1L << 31)]
    public void ASizeBeyondTheArchiveIsRefused(long size) =>
        Assert.NotEqual(ArchiveError.NotOneDirectory, Refused(HostileArchives.HeaderOnly(size)).Error);

    /// <summary>Each budget ends the reading, so that the rest of the archive is never unpacked.</summary>
    [Fact]
    public void ABombIsRefusedWhileItIsRead()
    {
        using var tar = new EndlessTar();

        var budget = new ArchiveBudget(packedSize: 1000);
        var error = Assert.Throws<ArchiveException>(() => TarReader.Read(tar, budget));

        Assert.Equal("The archive is too large", error.Message);
        Assert.InRange(tar.Position, ArchiveBudget.MinSize / 2, ArchiveBudget.MinSize);
    }

    [Fact]
    public void ASmallZipUnpacksToAFewFilesOnly()
    {
        var bomb = HostileArchives.Zip(
            [.. Enumerable.Range(0, 3).Select(i => ($"b/f{i}", new byte[ArchiveBudget.MinSize / 2]))]);

        Assert.InRange(bomb.Length, 1, ArchiveBudget.MinSize / 20);
        Assert.Equal("The archive is too large", Refused(bomb).Message);
    }

    [Fact]
    public void ALongNameIsRefused() => Assert.Contains(
        "too long", Refused(HostileArchives.Zip(("b/" + new string('n', 5000), []))).Message);

    private static ArchiveException Refused(byte[] archive) =>
        Assert.Throws<ArchiveException>(() => ArchiveReader.ReadBlueprint(archive));

    /// <summary>Unpacks to files of a megabyte without end.</summary>
    private sealed class EndlessTar : Stream
    {
        private const int FileSize = 1024 * 1024;
        private static readonly byte[] Header = HostileArchives.HeaderOnly(FileSize)[..512];

        private long _position;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            for (var i = 0; i < count; i++)
            {
                var inFile = (int)(_position++ % (Header.Length + FileSize));
                buffer[offset + i] = inFile < Header.Length ? Header[inFile] : (byte)0;
            }

            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
