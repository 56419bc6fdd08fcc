using System.Collections;

namespace CloudifyPS;

/// <summary>A plugin: <c>GET /plugins</c>.</summary>
public sealed class Plugin : TenantResource
{
    /// <summary>Identifier, unique within the tenant.</summary>
    public string? Id { get; set; }

    /// <summary>The package.</summary>
    public string? PackageName { get; set; }

    /// <summary>Its version.</summary>
    public string? PackageVersion { get; set; }

    /// <summary>Where it was built from.</summary>
    public string? PackageSource { get; set; }

    /// <summary>The name to show. Manager 5.1 and later.</summary>
    public string? Title { get; set; }

    /// <summary>The uploaded file.</summary>
    public string? ArchiveName { get; set; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset? UploadedAt { get; set; }

    /// <summary>The Linux distribution it is for; null for any.</summary>
    public string? Distribution { get; set; }

    /// <summary>The release it is for; null for any.</summary>
    public string? DistributionRelease { get; set; }

    /// <summary>The version it is for; null for any.</summary>
    public string? DistributionVersion { get; set; }

    /// <summary>The platform, as text or, from some managers, as a list.</summary>
    public object? SupportedPlatform { get; set; }

    /// <summary>Python versions.</summary>
    public string[]? SupportedPyVersions { get; set; }

    /// <summary>Wheels inside.</summary>
    public string[]? Wheels { get; set; }

    /// <summary>Wheels left out.</summary>
    public string[]? ExcludedWheels { get; set; }

    /// <summary>Where the manager serves its yaml. Manager 4.3 and later.</summary>
    public string? YamlUrlPath { get; set; }

    /// <summary>The same, 4.3 to 6.4.</summary>
    public string? FileServerPath { get; set; }

    /// <summary>Its yaml files. Manager 7.0 and later.</summary>
    public string[]? YamlFilesPaths { get; set; }

    /// <summary>State on each manager and agent. Manager 5.1 and later.</summary>
    public IDictionary[]? InstallationState { get; set; }

    /// <summary>Labels it gives to blueprints. Manager 6.3 and later.</summary>
    public IDictionary? BlueprintLabels { get; set; }

    /// <summary>Labels it gives to deployments (<c>labels</c>). Manager 6.3 and later.</summary>
    public IDictionary? PluginLabels { get; set; }

    /// <summary>Tags it gives to resources. Manager 6.3 and later.</summary>
    public IDictionary? ResourceTags { get; set; }

    /// <summary>Gets <see cref="Id"/> under the name that other cmdlets bind from the pipeline.</summary>
    public string? PluginId => Id;
}
