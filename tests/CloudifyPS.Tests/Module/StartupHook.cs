using System.Reflection;

/// <summary>
/// Another module that was there first: with this assembly in DOTNET_STARTUP_HOOKS, a process begins with loading the file
/// that <see cref="Variable"/> names. The runtime asks for this name, and for no namespace.
/// </summary>
internal static class StartupHook
{
    /// <summary>The environment variable with the file's path.</summary>
    public const string Variable = "CLOUDIFYPS_TESTS_LOAD_FIRST";

    /// <summary>Called by the runtime before the program.</summary>
    public static void Initialize() => Assembly.LoadFrom(Environment.GetEnvironmentVariable(Variable)!);
}
