using System.Globalization;

namespace CloudifyPS;

/// <summary>
/// A problem in a blueprint or in the inputs of a deployment. It never contains the value of an input. Control
/// characters in its texts are replaced by their codes.
/// </summary>
public sealed class Problem
{
    /// <summary>Gets the severity: Error or Warning.</summary>
    public string Severity { get; init => field = DisplayText.Clean(value)!; } = "Error";

    /// <summary>
    /// Gets the kind. Of inputs: Unknown, Missing, Type or Constraint. Of blueprints: Syntax or Blueprint.
    /// </summary>
    public string? Kind { get; init => field = DisplayText.Clean(value); }

    /// <summary>Gets the path of the file; null if the problem is not in a file.</summary>
    public string? File { get; init => field = DisplayText.Clean(value); }

    /// <summary>Gets the line in the file, from 1; null if it is unknown.</summary>
    public int? Line { get; init; }

    /// <summary>Gets the column in the line, from 1; null if it is unknown.</summary>
    public int? Column { get; init; }

    /// <summary>
    /// Gets the path in the blueprint or in the inputs, such as <c>node_templates.host</c>; null if it is unknown.
    /// </summary>
    public string? Path { get; init => field = DisplayText.Clean(value); }

    /// <summary>Gets what is wrong.</summary>
    public string? Reason { get; init => field = DisplayText.Clean(value); }

    /// <summary>Gets the file, the line and the column, such as <c>blueprint.yaml:12:5</c>.</summary>
    public string? Location => string.Format(
        CultureInfo.InvariantCulture, Line is null ? "{0}" : Column is null ? "{0}:{1}" : "{0}:{1}:{2}", File, Line,
        Column);

    /// <summary>Returns the location and the reason.</summary>
    public override string ToString() => string.IsNullOrEmpty(Location) ? $"{Reason}" : $"{Location}: {Reason}";
}
