using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Base;

/// <summary>A cmdlet that downloads the archives of resources of one kind.</summary>
public abstract class SaveResourceCommand : CfySessionCmdlet
{
    /// <summary>The folder to save to, where the manager names the file; or the path of the file.</summary>
    [Parameter(Position = 1)]
    [Alias("OutFile")]
    public string DestinationPath { get; set; } = ".";

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>What the user calls the kind, such as <c>blueprint</c>.</summary>
    internal abstract string Noun { get; }

    /// <summary>The keys that were asked for.</summary>
    internal abstract string[] Keys { get; }

    /// <summary>Downloads one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="target">Where it goes.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The path of the file.</returns>
    internal abstract Task<string> DownloadAsync(
        string key, DownloadTarget target, IProgress<TransferProgress> progress, CancellationToken cancellationToken);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var key in Keys)
        {
            Attempt(key, () =>
            {
                var destination = this.ResolveNew(DestinationPath);
                if (!ShouldProcess(destination, $"Save {Noun} '{key}'"))
                {
                    return;
                }

                var target = new DownloadTarget(destination, Force);
                using var progress = new ProgressDisplay(this, $"Downloading {Noun} '{key}'");
                WriteObject(new FileInfo(Run(token => DownloadAsync(key, target, progress, token))));
            });
        }
    }
}
