using System.Collections;

namespace CloudifyPS;

/// <summary>A blueprint: <c>GET /blueprints</c>.</summary>
public sealed class Blueprint : TenantResource
{
    /// <summary>Gets or sets the identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the time of creation.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>Gets or sets the time of the last change.</summary>
    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>Gets or sets the description in the blueprint; can have several lines.</summary>
    public string? Description { get; set; }

    /// <summary>
    /// Gets or sets the name of the parsed YAML file in the archive; null or empty during the upload.
    /// </summary>
    public string? MainFileName { get; set; }

    /// <summary>
    /// Gets or sets the parsed blueprint, which can be hundreds of kilobytes long; null until the blueprint is parsed.
    /// </summary>
    public IDictionary? Plan { get; set; }

    /// <summary>
    /// Gets or sets whether the manager created the blueprint for internal use. Manager 5.0 and later.
    /// </summary>
    public bool? IsHidden { get; set; }

    /// <summary>
    /// Gets or sets the state: uploaded; pending, uploading, extracting or parsing during the upload; failed_uploading,
    /// failed_extracting, failed_parsing, failed_extracting_to_file_server or invalid after a failure. Manager 5.2 and
    /// later.
    /// </summary>
    public string? State { get; set; }

    /// <summary>Gets or sets the reason of a failed upload. Manager 5.2 and later.</summary>
    public string? Error { get; set; }

    /// <summary>Gets or sets the manager's traceback of a failed upload. Manager 5.2 and later.</summary>
    public string? ErrorTraceback { get; set; }

    /// <summary>Gets or sets the labels. Manager 6.0 and later.</summary>
    public Label[]? Labels { get; set; }

    /// <summary>Gets or sets the execution of the workflow upload_blueprint. Manager 6.2 and later.</summary>
    public Execution? UploadExecution { get; set; }

    /// <summary>Gets or sets the secrets and capabilities that a deployment requires. Manager 7.0 and later.</summary>
    public IDictionary? Requirements { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? BlueprintId => Id;
}
