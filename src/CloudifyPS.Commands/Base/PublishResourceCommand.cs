using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Base;

/// <summary>Uploads from paths, with wildcards or as they are written, or has the manager fetch an address.</summary>
public abstract class PublishResourceCommand : CfySessionCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";
    private protected const string UriSet = "Uri";

    /// <summary>What to upload, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The same, taken as it is written.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>An address of it, which the manager must be able to reach.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UriSet)]
    public Uri? Uri { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Uri is { } uri)
        {
            Attempt(uri, () => Upload(UploadSource.FromUrl(uri)));
            return;
        }

        var isLiteral = ParameterSetName == LiteralPathSet;
        foreach (var path in isLiteral ? LiteralPath : Path)
        {
            Attempt(path, () =>
            {
                foreach (var resolved in this.Resolve(path, isLiteral))
                {
                    Attempt(resolved, () => Upload(Source(resolved)));
                }
            });
        }
    }

    /// <summary>What is at a path.</summary>
    private protected abstract UploadSource Source(string path);

    /// <summary>Uploads one and emits what became of it.</summary>
    private protected abstract void Upload(UploadSource source);
}
