using System.Management.Automation;
using CloudifyPS.Client.Transfers;
using CloudifyPS.Commands.Input;

namespace CloudifyPS.Commands.Base;

/// <summary>The base class of cmdlets that upload files, or make the manager download a file from a URL.</summary>
public abstract class PublishResourceCommand : CfySessionCmdlet
{
    private protected const string PathSet = "Path";
    private protected const string LiteralPathSet = "LiteralPath";
    private protected const string UriSet = "Uri";

    /// <summary>The paths of the files to upload, with wildcards.</summary>
    [Parameter(Position = 0, Mandatory = true, ParameterSetName = PathSet, ValueFromPipeline = true)]
    [PathText]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The paths of the files to upload, without wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The URL from which the manager downloads the file.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UriSet)]
    [AddressText]
    public virtual Uri? Uri { get; set; }

    internal override void Process()
    {
        if (Uri is { } uri)
        {
            ProcessInput(uri, () => Upload(UploadSource.FromUrl(uri)));
            return;
        }

        var isLiteral = ParameterSetName == LiteralPathSet;
        ProcessPaths(isLiteral ? LiteralPath : Path, path => Upload(Source(path)), isLiteral);
    }

    /// <summary>Gets the source of the upload for a path.</summary>
    private protected abstract UploadSource Source(string path);

    /// <summary>Uploads one archive and writes the resource.</summary>
    private protected abstract void Upload(UploadSource source);
}
