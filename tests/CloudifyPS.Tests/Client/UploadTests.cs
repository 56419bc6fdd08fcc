using System.Formats.Tar;
using System.IO.Compression;
using CloudifyPS.Client.Requests;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Base;
using CloudifyPS.Tests.Faults;

namespace CloudifyPS.Tests.Client;

/// <summary>Tests the upload of folders and files.</summary>
public sealed class UploadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFolderIsPackedWithOneRoot()
    {
        _folder.Write("bp/blueprint.yaml", "a: b");
        _folder.Write("bp/scripts/deep/er/start.sh", "#!/bin/sh");
        _folder.Write("bp/empty file", string.Empty);
        _folder.Write("bp/größe 日本.txt", "ü");
        _folder.Write("bp/" + new string('n', 120) + ".txt", "long");
        _folder.Write("bp/block", new string('x', 512));
        _folder.Write("bp/.hidden", "h");
        Directory.CreateDirectory(_folder["bp/nothing"]);

        List<(string Name, TarEntryType Type, string? Text)> entries = (await PackAsync("bp"))
            .Select(one => (one.Entry.Name, one.Entry.EntryType, one.Text)).ToList();

        Assert.All(entries, entry => Assert.StartsWith("bp/", entry.Name));
        Assert.Equal(
            [
                "bp/", "bp/.hidden", "bp/block", "bp/blueprint.yaml", "bp/empty file", "bp/größe 日本.txt",
                "bp/" + new string('n', 120) + ".txt", "bp/nothing/",
                "bp/scripts/", "bp/scripts/deep/", "bp/scripts/deep/er/",
                "bp/scripts/deep/er/start.sh",
            ],
            entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
        Assert.Equal("#!/bin/sh", entries.Single(entry => entry.Name.EndsWith("start.sh")).Text);
        Assert.Equal("ü", entries.Single(entry => entry.Name.EndsWith("日本.txt")).Text);
        Assert.Equal(512, entries.Single(entry => entry.Name == "bp/block").Text!.Length);
        Assert.All(entries.Where(entry => entry.Name.EndsWith('/')), entry =>
            Assert.Equal(TarEntryType.Directory, entry.Type));
    }

    [Fact]
    public async Task AYamlFileUploadsItsFolder()
    {
        _folder.Write("bp/other.yaml", "a: b");
        _folder.Write("bp/beside.txt", "x");
        var handler = new CannedHandler(_ => CannedHandler.Json("""{"id": "x", "state": "uploaded"}"""));
        using var fixture = new ClientFixture(handler);

        await fixture.Client.Blueprints.UploadAsync(
            "x", UploadSource.FromBlueprint(_folder["bp/other.yaml"]), new BlueprintUpload(), null, default);

        Assert.Equal("other.yaml", handler.Requests[0].Query("application_file_name"));
        Assert.Equal("application/octet-stream", handler.Requests[0].Headers["Content-Type"]);
        Assert.Equal(
            ["bp/", "bp/beside.txt", "bp/other.yaml"], Read(handler.Requests[0].Content).Select(one => one.Entry.Name));
    }

    [Fact]
    public async Task AFolderIsSentInChunksAndAFileWithItsLength()
    {
        // .NET Framework buffers a body that has neither a length nor chunks.
        _folder.Write("bp/blueprint.yaml", "a: b");
        var handler = new CannedHandler(_ => CannedHandler.Json("""{"id": "x", "state": "uploaded"}"""));
        using var fixture = new ClientFixture(handler);

        await fixture.Client.Blueprints.UploadAsync(
            "x", UploadSource.FromBlueprint(_folder["bp"]), new BlueprintUpload(), null, default);
        await fixture.Client.Snapshots.UploadAsync(
            "x", UploadSource.FromFile(_folder["bp/blueprint.yaml"]), null, default);

        var uploads = handler.Requests.Where(request => request.Method == "PUT").ToList();
        Assert.Equal("chunked", uploads[0].Headers["Transfer-Encoding"]);
        Assert.Equal("4", uploads[^1].Headers["Content-Length"]);
        Assert.False(uploads[^1].Headers.ContainsKey("Transfer-Encoding"));
    }

    [Fact]
    public async Task ExecutablePermissionsAreKept()
    {
        File.SetAttributes(_folder.Write("bp/run.sh", "#!/bin/sh"), FileAttributes.Normal);
        _folder.Write("bp/plain.txt", "x");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_folder["bp/run.sh"], UnixFileMode.UserRead | UnixFileMode.UserExecute);
            File.SetUnixFileMode(_folder["bp/plain.txt"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var modes = (await PackAsync("bp")).ToDictionary(one => one.Entry.Name, one => one.Entry.Mode);

        // The files are readable by all users, because the manager's workers run as another user.
        Assert.Equal(0b110_100_100, (int)modes["bp/plain.txt"]);
        Assert.Equal(0b111_101_101, (int)modes["bp/"]);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(0b111_101_101, (int)modes["bp/run.sh"]);
        }
    }

    [Fact]
    public async Task AFolderIsPackedReproducibly()
    {
        for (var i = 0; i < 20; i++)
        {
            File.SetLastWriteTimeUtc(_folder.Write($"bp/{i}.txt", "x"), new DateTime(2026, 1, 1));
        }

        Assert.Equal(
            (await PackAsync("bp")).Select(one => one.Entry.Name),
            (await PackAsync("bp")).Select(one => one.Entry.Name));
    }

    [Fact]
    public void MemoryDoesNotGrowWithTheSizeOfTheFolder()
    {
        _folder.Write("bp/blueprint.yaml", "a: b");
        _folder.WriteLarge("bp/large", 300L << 20);
        using var archive = new FolderArchiveStream(_folder["bp"], false, default);
        var buffer = new byte[81920];
        var before = GC.GetAllocatedBytesForCurrentThread();
        long length = 0;
        while (archive.Read(buffer, 0, buffer.Length) is > 0 and var read)
        {
            length += read;
        }

        Assert.InRange(length, 100_000, 10_000_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
    }

    /// <summary>Gets the changes of the source after its start has been sent, and the expected errors.</summary>
    public static TheoryData<string, string> Changes => new()
    {
        { "file is cut", "FileFailed" },
        { "file grows", "FileFailed" },
        { "file of the folder is removed", "FileNotFound" },
        { "file of the folder is cut", "FileFailed" },
        { "subfolder of the folder is removed", "FileNotFound" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task ASourceThatChangesDuringTheUploadIsAnError(string change, string id)
    {
        var noise = new byte[1 << 20];
        new Random(1).NextBytes(noise);
        Directory.CreateDirectory(_folder["bp/sub"]);
        File.WriteAllBytes(_folder["bp/0"], noise);
        File.WriteAllBytes(_folder["bp/1"], noise);
        _folder.Write("bp/sub/file", "x");
        File.WriteAllBytes(_folder["file.zip"], noise);
        var isFolder = change.Contains("folder");

        (var failure, var fixture, var requests) = await FailAsync(
            isFolder ? UploadSource.FromBlueprint(_folder["bp"]) : UploadSource.FromFile(_folder["file.zip"]),
            () =>
            {
                switch (change)
                {
                    case "file is cut":
                        SetLength("file.zip", 500_000);
                        break;
                    case "file grows":
                        SetLength("file.zip", 2_000_000);
                        break;
                    case "file of the folder is removed":
                        File.Delete(_folder["bp/1"]);
                        break;
                    case "file of the folder is cut":
                        SetLength("bp/0", 600_000);
                        break;
                    default:
                        Directory.Delete(_folder["bp/sub"], recursive: true);
                        break;
                }
            });

        Assert.Equal(id, ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Equal(1, requests);
        Assert.Single(fixture.Log.Attempts);
    }

    [Fact]
    public async Task ASourceThatIsDeletedBeforeTheUploadIsNotFound()
    {
        var source = UploadSource.FromBlueprint(_folder.Write("gone.zip", "PK\u0003\u0004"));
        File.Delete(_folder["gone.zip"]);

        (var failure, _, var requests) = await FailAsync(source);

        Assert.Equal("FileNotFound", ErrorRecordFactory.Create(failure, "x")!.FullyQualifiedErrorId);
        Assert.Equal(0, requests);
    }

    [Fact]
    public async Task TheLastProgressIsTheWholeSize()
    {
        _folder.WriteLarge("file.zip", 1_000_000);
        var seen = new List<TransferProgress>();
        using var fixture = new ClientFixture(new CannedHandler(_ => CannedHandler.Json("""{"id": "x"}""")));

        await fixture.Client.Snapshots.UploadAsync(
            "x", UploadSource.FromFile(_folder["file.zip"]), new Immediate(seen.Add), default);

        Assert.Equal(new TransferProgress(1_000_000, 1_000_000), seen[^1]);
        Assert.Equal(
            seen.Order(Comparer<TransferProgress>.Create((a, b) => a.Transferred.CompareTo(b.Transferred))), seen);
    }

    private void SetLength(string name, long length)
    {
        using FileStream file = new(_folder[name], FileMode.Open,
            FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.SetLength(length);
    }

    private static async Task<(Exception Failure, ClientFixture Fixture, int Requests)> FailAsync(
        UploadSource source, Action? afterBeginning = null)
    {
        var handler = new ReadingHandler(afterBeginning);
        using var fixture = new ClientFixture(handler);
        var failure = await fixture.FailAsync(
            client => client.Blueprints.UploadAsync("x", source, new BlueprintUpload(), null, default));
        return (failure, fixture, handler.Count);
    }

    private async Task<List<(TarEntry Entry, string? Text)>> PackAsync(string folder)
    {
        var handler = new CannedHandler(_ => CannedHandler.Json("""{"id": "x", "state": "uploaded"}"""));
        using var fixture = new ClientFixture(handler);
        await fixture.Client.Blueprints.UploadAsync(
            "x", UploadSource.FromBlueprint(_folder[folder]), new BlueprintUpload(), null, default);
        return Read(handler.Requests[0].Content);
    }

    private static List<(TarEntry Entry, string? Text)> Read(byte[] archive)
    {
        using var reader = new TarReader(new GZipStream(new MemoryStream(archive), CompressionMode.Decompress));
        var entries = new List<(TarEntry, string?)>();
        while (reader.GetNextEntry(copyData: true) is { } entry)
        {
            entries.Add((entry, entry.DataStream is null ? null : new StreamReader(entry.DataStream).ReadToEnd()));
        }

        return entries;
    }

    private sealed class Immediate(Action<TransferProgress> report) : IProgress<TransferProgress>
    {
        public void Report(TransferProgress value) => report(value);
    }

    /// <summary>Reads a body in small parts, and calls an action after the first part.</summary>
    private sealed class ReadingHandler(Action? afterBeginning) : HttpMessageHandler
    {
        public int Count { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Count++;
            await request.Content!.CopyToAsync(new Sink(afterBeginning), cancellationToken);
            return CannedHandler.Json("""{"id": "x", "state": "uploaded"}""");
        }

        private sealed class Sink(Action? afterBeginning) : MemoryStream
        {
            private Action? _afterBeginning = afterBeginning;
            private long _length;

            public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
            {
                _length += buffer.Length;
                if (_length > 100_000)
                {
                    Interlocked.Exchange(ref _afterBeginning, null)?.Invoke();
                }

                return default;
            }
        }
    }
}
