namespace CloudifyPS.Tests.Client;

/// <summary>A test that requires Mono. It is skipped if Mono is not installed.</summary>
internal sealed class MonoFactAttribute : FactAttribute
{
    public MonoFactAttribute()
    {
        var isThere = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, "mono"))
                && File.Exists(Path.Combine(folder, "..", "lib", "mono", "4.5", "Facades", "netstandard.dll")));
        if (!isThere)
        {
            Skip = "There is no mono with a netstandard.dll on this machine (on Debian: mono-devel).";
        }
    }
}
