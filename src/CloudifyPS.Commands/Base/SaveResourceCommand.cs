using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Base;

/// <summary>A cmdlet that downloads the archives of resources of one kind.</summary>
/// <typeparam name="T">The resource.</typeparam>
public abstract class SaveResourceCommand<T> : CfySessionCmdlet
    where T : Resource, new()
{
    /// <summary>The folder to save to, under the manager's name for the file; or the path of the file.</summary>
    [Parameter(Position = 1)]
    [Alias("OutFile")]
    public string DestinationPath { get; set; } = ".";

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets whether the archives contain secrets: a new file is then readable for its owner only.</summary>
    internal virtual bool HasSecrets => false;

    /// <summary>Gets the keys that were asked for.</summary>
    internal abstract string[] Keys { get; }

    /// <summary>Downloads one archive, and returns the path of the file.</summary>
    internal abstract Task<string> DownloadAsync(
        string key, DownloadTarget target, IProgress<TransferProgress> progress, CancellationToken cancellationToken);

    internal override void Process()
    {
        foreach (var key in Keys)
        {
            ProcessInput(key, () =>
            {
                var what = $"{Client.Of<T>().Description.Noun} '{key}'";
                var destination = this.ResolveNew(DestinationPath);
                if (!ShouldProcess(destination, $"Save {what}"))
                {
                    return;
                }

                var target = new DownloadTarget(destination, Force, HasSecrets);
                using var progress = new ProgressDisplay(this, $"Downloading {what}");
                WriteObject(new FileInfo(Run(token => DownloadAsync(key, target, progress, token))));
            });
        }
    }
}
