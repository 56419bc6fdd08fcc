using System.Formats.Tar;
using System.IO.Compression;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Tests.Faults;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests links in a folder that is packed.</summary>
public sealed class FolderLinkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FolderLinkTests()
    {
        _folder.Write("bp/blueprint.yaml", "a: b");
        _folder.Write("bp/a/file", "x");
        _folder.Write("elsewhere/shared.sh", "shared");
    }

    public void Dispose() => _folder.Dispose();

    [UnixTheory]
    [InlineData("bp/link", "a/file", "a/file")]
    [InlineData("bp/a/link", "../blueprint.yaml", "../blueprint.yaml")]
    [InlineData("bp/a/link", "../../bp/a", ".")]
    [InlineData("bp/a/up", "..", "..")]
    [InlineData("bp/up", ".", ".")]
    [InlineData("bp/self", "self", "self")]
    [InlineData("bp/lock", "pid-that-is-gone", "pid-that-is-gone")]
    [InlineData("bp/\u00e9", "a/\u00e9", "a/\u00e9")]
    [InlineData("bp/absolute", "*/bp/a", "a")]
    public void ALinkToSomethingInsideStaysALink(string link, string target, string expected)
    {
        File.CreateSymbolicLink(_folder[link], target.Replace("*", _folder.Path, StringComparison.Ordinal));

        foreach (var follow in new[] { false, true })
        {
            var entry = Pack(follow).Single(one => one.Name == link);

            Assert.Equal(TarEntryType.SymbolicLink, entry.Type);
            Assert.Equal(expected, entry.LinkName);
        }
    }

    [UnixFact]
    public void ALongTargetIsKept()
    {
        var target = "a/" + new string('n', 180);
        File.CreateSymbolicLink(_folder["bp/long"], target);

        Assert.Equal(target, Pack(false).Single(one => one.Name == "bp/long").LinkName);
    }

    [UnixTheory]
    [InlineData("bp/link", "../elsewhere")]
    [InlineData("bp/link", "../elsewhere/shared.sh")]
    [InlineData("bp/a/link", "../../elsewhere/shared.sh")]
    [InlineData("bp/link", "/etc/hostname")]
    [InlineData("bp/link", "..")]
    [InlineData("bp/link", "../bp-2")]
    [InlineData("bp/link", "../nowhere")]
    public void ALinkThatLeavesTheFolderIsRefused(string link, string target)
    {
        Directory.CreateDirectory(_folder["bp-2"]);
        File.CreateSymbolicLink(_folder[link], target);

        var failure = Assert.Throws<IOException>(() => Pack(false));

        Assert.Contains(Path.GetFileName(link), failure.Message);
        Assert.Contains("-FollowSymlink", failure.Message);
    }

    [UnixFact]
    public void ALinkThatLeavesTheFolderIsFollowedOnRequest()
    {
        _folder.Write("elsewhere/deep/file", "deep");
        File.CreateSymbolicLink(_folder["elsewhere/inner"], "deep/file");
        Directory.CreateSymbolicLink(_folder["bp/scripts"], "../elsewhere");
        File.CreateSymbolicLink(_folder["bp/one.sh"], _folder["elsewhere/shared.sh"]);

        var entries = Pack(true);

        Assert.Equal("shared", entries.Single(one => one.Name == "bp/scripts/shared.sh").Text);
        Assert.Equal("shared", entries.Single(one => one.Name == "bp/one.sh").Text);
        Assert.Equal("deep/file", entries.Single(one => one.Name == "bp/scripts/inner").LinkName);
    }

    [UnixTheory]
    [InlineData("bp/up", "..")]
    [InlineData("bp/a/up", "../..")]
    [InlineData("bp/back", "../elsewhere/back")]
    [InlineData("bp/root", "/")]
    public void ALinkThatIsFollowedNeverLoops(string link, string target)
    {
        Directory.CreateSymbolicLink(_folder["elsewhere/back"], "../bp");
        Directory.CreateSymbolicLink(_folder[link], target);

        Assert.Contains("no end", Assert.Throws<IOException>(() => Pack(true)).Message);
    }

    [UnixFact]
    public void TheFolderItselfCanBeALink()
    {
        Directory.CreateSymbolicLink(_folder["named"], "bp");
        File.CreateSymbolicLink(_folder["bp/link"], "a/file");

        Assert.Equal("a/file", Pack(false, "named").Single(one => one.Name == "named/link").LinkName);
    }

    private List<(string Name, TarEntryType Type, string LinkName, string? Text)> Pack(
        bool follow, string folder = "bp")
    {
        using FolderArchiveStream archive = new(_folder[folder], follow, default);
        using GZipStream unpacked = new(archive, CompressionMode.Decompress);
        using TarReader reader = new(unpacked);
        List<(string, TarEntryType, string, string?)> entries = [];
        while (reader.GetNextEntry() is { } entry)
        {
            var text = entry.DataStream is { } data ? new StreamReader(data).ReadToEnd() : null;
            entries.Add((entry.Name, entry.EntryType, entry.LinkName, text));
        }

        return entries;
    }
}
