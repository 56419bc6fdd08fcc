using System.Collections;

namespace CloudifyPS;

/// <summary>A service of the manager, whether it came as a list (4.x) or as an object (5.0.5 and later).</summary>
public sealed class ManagerService : Resource
{
    /// <summary>The name to show.</summary>
    public string? Name { get; set; }

    /// <summary>Active, Inactive or Remote; on 4.x the state of its first instance, such as running.</summary>
    public string? Status { get; set; }

    /// <summary>Whether another machine runs it. Managers from 5.0.5 on.</summary>
    public bool? IsRemote { get; set; }

    /// <summary>The processes; may be empty.</summary>
    public ManagerServiceInstance[]? Instances { get; set; }

    /// <summary>What else the manager says of it. Managers from 5.0.5 on.</summary>
    public IDictionary? ExtraInfo { get; set; }

    /// <summary>Returns the name and the status.</summary>
    public override string ToString() => $"{Name} ({Status})";
}
