using System.Collections;

namespace CloudifyPS;

/// <summary>A plugin: <c>GET /plugins</c>.</summary>
public sealed class Plugin : TenantResource
{
    /// <summary>Gets or sets the identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>Gets or sets the name of the package.</summary>
    public string? PackageName { get; set; }

    /// <summary>Gets or sets the version of the package.</summary>
    public string? PackageVersion { get; set; }

    /// <summary>Gets or sets the source that the package was built from.</summary>
    public string? PackageSource { get; set; }

    /// <summary>Gets or sets the display name. Manager 5.1 and later.</summary>
    public string? Title { get; set; }

    /// <summary>Gets or sets the name of the uploaded file.</summary>
    public string? ArchiveName { get; set; }

    /// <summary>Gets or sets the time of the upload.</summary>
    public DateTimeOffset? UploadedAt { get; set; }

    /// <summary>Gets or sets the required Linux distribution; null for any.</summary>
    public string? Distribution { get; set; }

    /// <summary>Gets or sets the required release of the distribution; null for any.</summary>
    public string? DistributionRelease { get; set; }

    /// <summary>Gets or sets the required version of the distribution; null for any.</summary>
    public string? DistributionVersion { get; set; }

    /// <summary>Gets or sets the platform: text or, on some managers, a list.</summary>
    public object? SupportedPlatform { get; set; }

    /// <summary>Gets or sets the supported Python versions.</summary>
    public string[]? SupportedPyVersions { get; set; }

    /// <summary>Gets or sets the wheels in the archive.</summary>
    public string[]? Wheels { get; set; }

    /// <summary>Gets or sets the wheels that the archive excludes.</summary>
    public string[]? ExcludedWheels { get; set; }

    /// <summary>Gets or sets the path of the plugin's YAML file on the manager. Manager 4.3 and later.</summary>
    public string? YamlUrlPath { get; set; }

    /// <summary>Gets or sets the path of the plugin's YAML file on the file server. Manager 4.3 to 6.4.</summary>
    public string? FileServerPath { get; set; }

    /// <summary>Gets or sets the paths of the plugin's YAML files. Manager 7.0 and later.</summary>
    public string[]? YamlFilesPaths { get; set; }

    /// <summary>Gets or sets the installation state on each manager and agent. Manager 5.1 and later.</summary>
    public IDictionary[]? InstallationState { get; set; }

    /// <summary>Gets or sets the labels that the plugin adds to blueprints. Manager 6.3 and later.</summary>
    public IDictionary? BlueprintLabels { get; set; }

    /// <summary>
    /// Gets or sets the labels that the plugin adds to deployments (<c>labels</c>). Manager 6.3 and later.
    /// </summary>
    public IDictionary? PluginLabels { get; set; }

    /// <summary>Gets or sets the tags that the plugin adds to resources. Manager 6.3 and later.</summary>
    public IDictionary? ResourceTags { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? PluginId => Id;
}
