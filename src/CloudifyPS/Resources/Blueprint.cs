using System.Collections;

namespace CloudifyPS;

/// <summary>A blueprint: <c>GET /blueprints</c>.</summary>
public sealed class Blueprint : TenantResource
{
    /// <summary>Identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Gets or sets the time of the last change.</summary>
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

    /// <summary>True for blueprints that the manager made for itself. Manager 5.0 and later.</summary>
    public bool? IsHidden { get; set; }

    /// <summary>
    /// uploaded when it can be used; pending, uploading, extracting, parsing while it is on its way; failed_uploading,
    /// failed_extracting, failed_parsing, failed_extracting_to_file_server or invalid when it cannot. Managers from 5.2
    /// on.
    /// </summary>
    public string? State { get; set; }

    /// <summary>Why the upload failed. Manager 5.2 and later.</summary>
    public string? Error { get; set; }

    /// <summary>The manager's traceback of that failure. Manager 5.2 and later.</summary>
    public string? ErrorTraceback { get; set; }

    /// <summary>Labels. Manager 6.0 and later.</summary>
    public Label[]? Labels { get; set; }

    /// <summary>The upload_blueprint execution. Manager 6.2 and later.</summary>
    public Execution? UploadExecution { get; set; }

    /// <summary>Secrets and capabilities that a deployment of it needs. Manager 7.0 and later.</summary>
    public IDictionary? Requirements { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? BlueprintId => Id;
}
