using System.Management.Automation;

namespace CloudifyPS.Tests.Support;

/// <summary>
/// The result of a script: its output, its errors including the terminating one, and the lines of all other streams.
/// </summary>
internal sealed record PsResult(PSObject[] Output, ErrorRecord[] Errors, string[] Lines)
{
    /// <summary>Gets the only error.</summary>
    public ErrorRecord Error => Assert.Single(Errors);

    /// <summary>Gets the only object of a successful script.</summary>
    public PSObject Single => Assert.Single(Succeeded().Output);

    /// <summary>Checks that there was no error, and returns this result.</summary>
    public PsResult Succeeded()
    {
        Assert.Empty(Errors.Select(error => error.ToString() + " " + error.ScriptStackTrace));
        return this;
    }

    /// <summary>Gets a property of the only object.</summary>
    public object? this[string name]
    {
        get
        {
            var value = Single.Properties[name]?.Value;
            return value is PSObject shown ? shown.BaseObject : value;
        }
    }
}
