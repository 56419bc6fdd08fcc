using CloudifyPS.Client;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Tests.Faults;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests the names of downloaded files, existing files, and interrupted downloads.</summary>
public sealed class DownloadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("attachment; filename=bp.tar.gz", "bp.tar.gz")]
    [InlineData("attachment; filename=\"with space.zip\"", "with space.zip")]
    [InlineData("attachment; filename*=UTF-8''gr%C3%BCn.zip", "grün.zip")]
    [InlineData("attachment; filename=\"../../evil.zip\"", "evil.zip")]
    [InlineData("attachment; filename=\"..\\\\..\\\\evil.zip\"", "evil.zip")]
    [InlineData("attachment; filename=\"/etc/passwd\"", "passwd")]
    [InlineData("attachment; filename=\"C:\\\\Windows\\\\win.ini\"", "win.ini")]
    [InlineData("attachment; filename*=UTF-8''..%2F..%2Fevil.zip", "evil.zip")]
    [InlineData("attachment; filename=\"..\"", "x.tar.gz")]
    [InlineData("attachment; filename=\".\"", "x.tar.gz")]
    [InlineData("attachment; filename=\"...\"", "x.tar.gz")]
    [InlineData("attachment; filename=\"folder/\"", "x.tar.gz")]
    [InlineData("attachment; filename=\"\"", "x.tar.gz")]
    [InlineData("attachment", "x.tar.gz")]
    [InlineData("attachment; filename=\"CON\"", "_CON")]
    [InlineData("attachment; filename=\"nul.tar.gz\"", "_nul.tar.gz")]
    [InlineData("attachment; filename=\"COM1.zip\"", "_COM1.zip")]
    [InlineData("attachment; filename=\"a:b?c*d.zip\"", "a_b_c_d.zip")]
    [InlineData("attachment; filename=\"stream.zip:hidden\"", "stream.zip_hidden")]
    [InlineData("attachment; filename=\"dots...\"", "dots")]
    [InlineData("attachment; filename=\"tab\there.zip\"", "tab_here.zip")]
    [InlineData(null, "x.tar.gz")]
    public async Task ASuggestedFileNameCannotLeaveTheFolder(string? disposition, string name)
    {
        using var fixture = Answer("content", disposition);

        var path = await fixture.Client.Blueprints.DownloadAsync(
            "x", new DownloadTarget(_folder.Path, false), null, default);

        Assert.Equal(_folder[name], path);
        Assert.Equal([name], _folder.Content);
        Assert.Equal("content", File.ReadAllText(path));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/html; charset=utf-8")]
    [InlineData("TEXT/HTML")]
    [InlineData("application/xhtml+xml")]
    public async Task AWebPageIsNotSavedAsAnArchive(string type)
    {
        using var fixture = new ClientFixture(
            new CannedHandler(_ => CannedHandler.Bytes("<html>Please log in</html>"u8.ToArray(), 200, type)));
        var existing = _folder.Write("existing", "before");
        foreach (var target in new[] { new DownloadTarget(_folder.Path, false), new DownloadTarget(existing, true) })
        {
            foreach (var download in new Func<ManagerClient, Task>[]
            {
                client => client.Blueprints.DownloadAsync("x", target, null, default),
                client => client.Plugins.DownloadAsync("x", false, target, null, default),
                client => client.Snapshots.DownloadAsync("x", target, null, default),
                client => client.Raw.DownloadAsync(
                    new RawRequest { Path = "plugins/x/yaml" }, target, null, default),
                client => client.Raw.DownloadAsync(
                    new RawRequest { Path = "sites", Method = "POST" }, target, null, default),
            })
            {
                var failure = await fixture.FailAsync(download);
                Assert.Equal("InvalidResponse", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
                Assert.Contains("web page", failure.Message);
            }
        }

        Assert.Equal(["existing"], _folder.Content);
        Assert.Equal("before", File.ReadAllText(existing));
    }

    // Flask sends text/html with an empty response.
    [Fact]
    public async Task AnEmptyResponseIsNotAWebPage()
    {
        using var fixture = new ClientFixture(
            new CannedHandler(_ => CannedHandler.Bytes([], 204, "text/html; charset=utf-8")));

        var path = await fixture.Client.Raw.DownloadAsync(
            new RawRequest { Path = "sites/x", Method = "DELETE" },
            new DownloadTarget(_folder["answer"], false),
            null,
            default);

        Assert.Empty(File.ReadAllBytes(path));
    }

    [Fact]
    public async Task ASpecifiedFileNameIsUsed()
    {
        using var fixture = Answer("content", "attachment; filename=other.zip");

        var path = await fixture.Client.Blueprints.DownloadAsync(
            "x", new DownloadTarget(_folder["mine.zip"], false), null, default);

        Assert.Equal(_folder["mine.zip"], path);
        Assert.Equal(["mine.zip"], _folder.Content);
    }

    [Fact]
    public async Task AnExistingFileIsKeptWithoutForce()
    {
        var path = _folder.Write("mine.zip", "before");
        using var fixture = Answer("after", null);

        var failure = await fixture.FailAsync(
            client => client.Blueprints.DownloadAsync("x", new DownloadTarget(path, false), null, default));
        Assert.Equal("FileFailed", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Contains("-Force", failure.Message);
        Assert.Equal("before", File.ReadAllText(path));

        await fixture.Client.Blueprints.DownloadAsync("x", new DownloadTarget(path, true), null, default);
        Assert.Equal("after", File.ReadAllText(path));
        Assert.Equal(["mine.zip"], _folder.Content);
    }

    [Theory]
    [InlineData("none/mine.zip", "FileNotFound")]
    [InlineData("file/mine.zip", "FileNotFound FileFailed FileAccessDenied")]
    [InlineData("folder", "FileFailed FileAccessDenied")]
    [InlineData("too long", "FileFailed FileNotFound")]
    public async Task AnInvalidDestinationIsAnErrorAndIsNotChanged(string target, string ids)
    {
        _folder.Write("file", "x");
        var name = target switch
        {
            "too long" => new string('n', 300),
            _ => target,
        };
        var path = _folder[name];
        if (target == "folder")
        {
            // A folder has the name that the manager suggests for the file.
            Directory.CreateDirectory(_folder["folder/x.tar.gz/inner"]);
        }

        var before = _folder.Content;
        using var fixture = Answer("content", null);

        var failure = await fixture.FailAsync(
            client => client.Blueprints.DownloadAsync("x", new DownloadTarget(path, true), null, default));

        Assert.Contains(ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId, ids.Split(' '));
        Assert.Equal(before, _folder.Content);

        // A failure of the file system does not repeat the request.
        Assert.Single(fixture.Log.Attempts);
    }

    [Fact]
    public async Task TheLongestPermittedFileNameIsUsed()
    {
        string name = new('n', 255);
        using var fixture = Answer("content", null);

        await fixture.Client.Blueprints.DownloadAsync("x", new DownloadTarget(_folder[name], false), null, default);

        Assert.Equal([name], _folder.Content);
    }

    [Fact]
    public async Task AReadOnlyFolderIsAnError()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        // On Linux, a folder in which root cannot write either.
        var locked = OperatingSystem.IsLinux() ? "/sys" : _folder["locked"];
        if (!OperatingSystem.IsLinux())
        {
            Directory.CreateDirectory(locked);
            File.SetUnixFileMode(locked, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        using var fixture = Answer("content", null);

        var failure = await fixture.FailAsync(
            client => client.Blueprints.DownloadAsync("x", new DownloadTarget(locked, false), null, default));

        Assert.Equal("FileAccessDenied", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Single(fixture.Log.Attempts);
    }

    [Theory]
    [InlineData(false, 5)]
    [InlineData(true, 5)]
    [InlineData(true, 5000)]
    public async Task AFileOfTheWrongLengthIsDeleted(bool replaces, int announced)
    {
        if (replaces)
        {
            _folder.Write("mine.zip", "before");
        }

        using var fixture = new ClientFixture(
            new CannedHandler(_ =>
            {
                var message = CannedHandler.With(new StreamContent(new MemoryStream("content"u8.ToArray())));
                message.Content.Headers.ContentLength = announced;
                return message;
            }),
            options => options.MaximumRetryCount = 1);

        var failure = await fixture.FailAsync(client =>
            client.Blueprints.DownloadAsync("x", new DownloadTarget(_folder["mine.zip"], replaces), null, default));

        Assert.Equal("ConnectionReset", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Equal(replaces ? ["mine.zip"] : [], _folder.Content);
        Assert.Equal(2, fixture.Log.Attempts.Count);
        Assert.True(!replaces || File.ReadAllText(_folder["mine.zip"]) == "before");
    }

    [Fact]
    public async Task AnInterruptedDownloadStartsAgain()
    {
        var count = 0;
        using var fixture = new ClientFixture(new CannedHandler(_ =>
        {
            var message = CannedHandler.With(new StreamContent(new MemoryStream("content"u8.ToArray())));
            message.Content.Headers.ContentLength = ++count < 3 ? 100 : 7;
            return message;
        }));

        await fixture.Client.Blueprints.DownloadAsync(
            "x", new DownloadTarget(_folder["mine.zip"], false), null, default);

        Assert.Equal(3, count);
        Assert.Equal(["mine.zip"], _folder.Content);
        Assert.Equal("content", File.ReadAllText(_folder["mine.zip"]));
    }

    private static ClientFixture Answer(string content, string? disposition) => new(new CannedHandler(_ =>
    {
        var message =
            CannedHandler.Bytes(System.Text.Encoding.UTF8.GetBytes(content), type: "application/octet-stream");
        if (disposition is not null)
        {
            message.Content.Headers.TryAddWithoutValidation("Content-Disposition", disposition);
        }

        return message;
    }));
}
