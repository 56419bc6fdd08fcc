using System.Runtime.ExceptionServices;

namespace CloudifyPS.Client.Transfers;

/// <summary>
/// The target of a download. The data is written to a temporary file in the same folder, which is renamed when the
/// download is complete. An incomplete file therefore never has the final name.
/// </summary>
internal sealed class DownloadTarget
{
    private const int Chunk = 81920;

    private readonly string _path;
    private readonly bool _overwrite;
    private readonly bool _isPrivate;

    /// <param name="path">The path of the file, or an existing folder. In a folder, the file gets the name that the
    /// manager sends.</param>
    /// <param name="overwrite">Replaces an existing file.</param>
    /// <param name="isPrivate">Whether only the user may read a new file: it can contain secrets.</param>
    public DownloadTarget(string path, bool overwrite, bool isPrivate = false)
    {
        _path = path;
        _overwrite = overwrite;
        _isPrivate = isPrivate;
    }

    /// <summary>Saves a stream.</summary>
    /// <param name="body">The stream.</param>
    /// <param name="name">The name of the file if the target is a folder.</param>
    /// <param name="expected">The length in bytes; null when it is not known.</param>
    /// <param name="progress">Receives the number of bytes so far.</param>
    /// <param name="cancellationToken">A token that cancels the download. No partial file remains.</param>
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

    /// <summary>Saves a stream of this machine: no error is one of a connection.</summary>
    /// <inheritdoc cref="SaveAsync"/>
    public async Task<string> SaveLocalAsync(
        Stream body, string name, CancellationToken cancellationToken, IProgress<TransferProgress>? progress = null)
    {
        try
        {
            return await SaveAsync(body, name, null, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (LocalFileException exception)
        {
            ExceptionDispatchInfo.Capture(exception.InnerException!).Throw();
            throw;
        }
    }

    // In the same folder and no longer than the final name, so that both names are valid there.
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
        // Unbuffered: on a full disk, flushing a buffer on close would fail again.
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
                // .NET reports EFBIG this way: the file system does not support files of this size.
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
            // The original error is more useful to the user than an error of the cleanup.
        }
    }
}
