using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Base;

/// <summary>The base class of cmdlets that download the archives of resources of one kind.</summary>
/// <typeparam name="T">The type of the resources.</typeparam>
public abstract class SaveResourceCommand<T> : CfySessionCmdlet
    where T : Resource, new()
{
    /// <summary>
    /// The path of the file, or an existing folder. In a folder, the file has the name that the manager suggests.
    /// </summary>
    [Parameter(Position = 1)]
    [Alias("OutFile")]
    public string DestinationPath { get; set; } = ".";

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gets whether the archives contain secrets. Only the owner can then read a new file.</summary>
    internal virtual bool HasSecrets => false;

    /// <summary>Gets the requested keys.</summary>
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
