using System.Collections;

namespace CloudifyPS;

/// <summary>A workflow of a deployment.</summary>
public sealed class Workflow : Resource
{
    /// <summary>The name, as Start-CfyExecution takes it.</summary>
    public string? Name { get; set; }

    /// <summary>Declared parameters: default, type and description by name.</summary>
    public IDictionary? Parameters { get; set; }

    /// <summary>When it was created.</summary>
    public DateTimeOffset? CreatedAt { get; set; }

    /// <summary>The plugin that implements it. Managers from 5.x on.</summary>
    public string? Plugin { get; set; }

    /// <summary>The function that implements it.</summary>
    public string? Operation { get; set; }

    /// <summary>Whether it runs in the services of an environment too.</summary>
    public bool? IsCascading { get; set; }

    /// <summary>Whether it can be started now. Managers from 6.x on.</summary>
    public bool? IsAvailable { get; set; }

    /// <summary>When it can be started. Managers from 6.x on.</summary>
    public IDictionary? AvailabilityRules { get; set; }

    /// <summary>The deployment that was asked.</summary>
    public string? DeploymentId { get; set; }

    /// <summary>The same as <see cref="Name"/>, under the name by which other cmdlets take it from the pipeline.</summary>
    public string? WorkflowId => Name;

    /// <summary>Returns the name.</summary>
    public override string ToString() => Name ?? string.Empty;
}
