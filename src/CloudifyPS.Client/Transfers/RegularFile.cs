#if NET
using System.Runtime.InteropServices;
#endif

namespace CloudifyPS.Client.Transfers;

/// <summary>
/// Opens regular files only. Reading a named pipe or a device can block forever, and replacing one destroys it.
/// </summary>
internal static class RegularFile
{
    private const int Buffer = 81920;

    /// <summary>Opens a file to read it.</summary>
    /// <exception cref="IOException">The path is not one of a regular file, or the file cannot be read.</exception>
    public static FileStream OpenRead(
        string path, FileShare share = FileShare.Read, FileOptions options = FileOptions.None)
    {
        Require(path);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, share, Buffer, options);
        }
        catch (NotSupportedException exception)
        {
            // .NET Framework throws this exception for a Windows device.
            throw Refused(path, "a device", exception);
        }
    }

    /// <summary>Reads a text file.</summary>
    /// <exception cref="IOException">The path is not one of a regular file, or the file cannot be read.</exception>
    public static string ReadAllText(string path)
    {
        using StreamReader reader = new(OpenRead(path));
        return reader.ReadToEnd();
    }

    /// <summary>Refuses what exists and is not a regular file.</summary>
    /// <exception cref="UnauthorizedAccessException">The path is one of a folder.</exception>
    /// <exception cref="IOException">The path is one of a named pipe, a device or a socket.</exception>
    public static void Require(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UnauthorizedAccessException($"'{path}' is a folder. A regular file is required.");
        }

        if (KindOf(path) is { } kind)
        {
            throw Refused(path, kind, null);
        }
    }

    private static IOException Refused(string path, string kind, Exception? cause) =>
        new($"'{path}' is {kind}. A regular file is required.", cause);

#if NET
    private const int KindMask = 0xF000;

    // .NET has no API for the type of a file. The function of its native library has the same layout on every Unix.
    private static string? KindOf(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var status = new byte[256];
        return Stat(path, status) != 0 ? null : (BitConverter.ToInt32(status, sizeof(int)) & KindMask) switch
        {
            0x1000 => "a named pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_Stat")]
    private static extern int Stat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] status);
#else
    private static string? KindOf(string path) =>
        path.StartsWith(@"\\.\", StringComparison.Ordinal) ? "a device" : null;
#endif
}
