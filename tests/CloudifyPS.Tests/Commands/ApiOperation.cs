namespace CloudifyPS.Tests.Commands;

/// <summary>An operation of the documented API, the cmdlet for it, and a call that proves it.</summary>
/// <param name="Section">The part of the API's documentation.</param>
/// <param name="Name">The operation.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">The path below the API's version; names in braces.</param>
/// <param name="Example">A call; its first word that is a cmdlet of ours is the operation's cmdlet.</param>
/// <param name="Manager">The version of the manager that the example is played against.</param>
/// <param name="Versions">The managers that have it.</param>
internal sealed record ApiOperation(
    string Section,
    string Name,
    string Method,
    string Route,
    string Example,
    string Manager = "7.0.5",
    string Versions = "4.0 and later")
{
    /// <summary>The cmdlet.</summary>
    public string Cmdlet { get; } = Example.Split(['|', ' '])
        .First(word => word.Contains("-Cfy", StringComparison.Ordinal));
}
