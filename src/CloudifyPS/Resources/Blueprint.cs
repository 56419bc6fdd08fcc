using System.Collections;

namespace CloudifyPS;

/// <summary>A blueprint: <c>GET /blueprints</c>.</summary>
public sealed class Blueprint : TenantResource
{
    /// <summary>Identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>What the blueprint says of itself; may have several lines.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// The yaml file in the archive that was parsed; null or empty while the blueprint is being uploaded.
    /// </summary>
    public string? MainFileName { get; set; }

    /// <summary>
    /// The parsed blueprint as the manager stores it; can be hundreds of kilobytes. Null until it has been parsed.
    /// </summary>
    public IDictionary? Plan { get; set; }

    /// <summary>True for blueprints that the manager made for itself. Managers from 5.0 on.</summary>
    public bool? IsHidden { get; set; }

    /// <summary>
    /// uploaded when it can be used; pending, uploading, extracting, parsing while it is on its way; failed_uploading,
    /// failed_extracting, failed_parsing, failed_extracting_to_file_server or invalid when it cannot. Managers from 5.2
    /// on.
    /// </summary>
    public string? State { get; set; }

    /// <summary>Why the upload failed. Managers from 5.2 on.</summary>
    public string? Error { get; set; }

    /// <summary>The manager's traceback of that failure. Managers from 5.2 on.</summary>
    public string? ErrorTraceback { get; set; }

    /// <summary>Labels. Managers from 6.0 on.</summary>
    public Label[]? Labels { get; set; }

    /// <summary>The upload_blueprint execution. Managers from 6.2 on.</summary>
    public Execution? UploadExecution { get; set; }

    /// <summary>Secrets and capabilities that a deployment of it needs. Managers from 7.0 on.</summary>
    public IDictionary? Requirements { get; set; }

    /// <summary>The same as <see cref="Id"/>, under the name by which other cmdlets take it from the pipeline.</summary>
    public string? BlueprintId => Id;
}
