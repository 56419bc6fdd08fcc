namespace CloudifyPS.Client.Transfers;

/// <summary>
/// Where a download goes. The file grows beside its place under a temporary name and gets its own name when it is
/// complete: nobody ever finds half a file.
/// </summary>
internal sealed class DownloadTarget
{
    private const int Chunk = 81920;

    private readonly string _path;
    private readonly bool _overwrite;
    private readonly bool _isPrivate;

    /// <param name="path">A folder that exists, where the manager's name for the file is used; or the path of the
    /// file.</param>
    /// <param name="overwrite">Replaces a file that is there.</param>
    /// <param name="isPrivate">Whether only the user may read a new file: it can contain secrets.</param>
    public DownloadTarget(string path, bool overwrite, bool isPrivate = false)
    {
        _path = path;
        _overwrite = overwrite;
        _isPrivate = isPrivate;
    }

    /// <summary>Saves a stream.</summary>
    /// <param name="body">The stream.</param>
    /// <param name="name">The name of the file, where the target is a folder.</param>
    /// <param name="expected">The length in bytes; null when it is not known.</param>
    /// <param name="progress">Receives the number of bytes so far.</param>
    /// <param name="cancellationToken">Ends the download; no partial file remains.</param>
    /// <returns>The path of the file.</returns>
    public async Task<string> SaveAsync(
        Stream body,
        string name,
        long? expected,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        var path = Directory.Exists(_path) ? Path.Combine(_path, SafeFileName.Of(name) ?? "download") : _path;
        if (!_overwrite && (File.Exists(path) || Directory.Exists(path)))
        {
            throw Local(new IOException($"'{path}' already exists. Use -Force to replace it."));
        }

        OnDisk(() =>
        {
            RegularFile.Require(path);
            return Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder)
                ? throw new DirectoryNotFoundException($"There is no folder '{folder}'.")
                : true;
        });

        var temporary = Temporary(path);
        try
        {
            var length = await CopyAsync(
                body, expected, temporary, File.Exists(path), progress, cancellationToken).ConfigureAwait(false);
            if (expected is { } announced && announced != length)
            {
                throw new IOException($"{length} of {announced} bytes were received.");
            }

            Place(temporary, path);
            return path;
        }
        catch
        {
            Remove(temporary);
            throw;
        }
    }

    // Beside its place, and no longer than its name: where the one fits, so does the other.
    private static string Temporary(string path)
    {
        var suffix = "." + Guid.NewGuid().ToString("N").Substring(0, 8) + ".part";
        var name = Path.GetFileName(path);
        var folder = path.Substring(0, path.Length - name.Length);
        return folder + (name.Length > suffix.Length ? name.Substring(0, name.Length - suffix.Length) : name) + suffix;
    }

    private async Task<long> CopyAsync(
        Stream body,
        long? expected,
        string path,
        bool isReplacement,
        IProgress<TransferProgress>? progress,
        CancellationToken cancellationToken)
    {
        // Without a buffer of its own, which would fail once more when the file is closed on a full disk.
        using var file = OnDisk(() => Create(path, isReplacement || _isPrivate));
        var buffer = new byte[Chunk];
        long length = 0;
        while (true)
        {
            var read = await body.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            try
            {
                await file.WriteAsync(buffer, 0, read, cancellationToken).ConfigureAwait(false);
            }
            catch (IOException exception)
            {
                throw Local(exception);
            }
            catch (ArgumentOutOfRangeException exception)
            {
                // What .NET makes of EFBIG: the file system takes no file of this size.
                throw Local(new IOException($"'{path}' is too large for the disk.", exception));
            }

            length += read;
            progress?.Report(new TransferProgress(length, expected));
        }

        OnDisk(() =>
        {
            file.Flush(flushToDisk: true);
            return true;
        });
        return length;
    }

    private static FileStream Create(string path, bool isPrivate)
    {
#if NET
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Share = FileShare.None,
            BufferSize = 1,
            Options = FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows() && isPrivate)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
#else
        return new FileStream(
            path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.Asynchronous);
#endif
    }

    private void Place(string temporary, string path) => OnDisk(() =>
    {
        if (_overwrite && File.Exists(path))
        {
#if NET
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(path));
            }
#endif
            File.Replace(temporary, path, null);
        }
        else
        {
            File.Move(temporary, path);
        }

        return true;
    });

    private static T OnDisk<T>(Func<T> action)
    {
        try
        {
            return action();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Local(exception);
        }
    }

    private static LocalFileException Local(Exception exception) => new(exception);

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What made the download fail is worth more to the user than this.
        }
    }
}
