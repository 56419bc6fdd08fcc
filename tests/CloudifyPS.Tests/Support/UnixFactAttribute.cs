namespace CloudifyPS.Tests.Support;

/// <summary>A test of links, modes and special files, which Windows has not, or only with a privilege.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Unix only" : null;
}
