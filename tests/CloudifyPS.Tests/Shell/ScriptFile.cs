namespace CloudifyPS.Tests.Shell;

/// <summary>A script in the temporary folder, for as long as a test needs it.</summary>
internal sealed class ScriptFile : IDisposable
{
    public ScriptFile(string text) => File.WriteAllText(Path, text);

    public string Path { get; } =
        System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"it's a script {Guid.NewGuid():N}.ps1");

    public void Dispose() => File.Delete(Path);
}
