namespace CloudifyPS.Tests.Support;

/// <summary>
/// A test of links, modes or special files. Windows does not support these, or requires a privilege for them.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Unix only" : null;
}
