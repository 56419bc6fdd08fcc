namespace CloudifyPS.Tests.Commands;

/// <summary>An operation of the documented API, and a call of the cmdlet for it.</summary>
/// <param name="Section">The section of the API documentation.</param>
/// <param name="Name">The name of the operation.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Route">The path below the API version, with names in braces.</param>
/// <param name="Example">A call. The first cmdlet of the module in it is the cmdlet for the operation.</param>
/// <param name="Manager">The version of the manager on which the example runs.</param>
/// <param name="Versions">The manager versions that support the operation.</param>
internal sealed record ApiOperation(
    string Section,
    string Name,
    string Method,
    string Route,
    string Example,
    string Manager = "7.0.5",
    string Versions = "4.0 and later")
{
    public string Cmdlet { get; } = Example.Split(['|', ' '])
        .First(word => word.Contains("-Cfy", StringComparison.Ordinal));
}
