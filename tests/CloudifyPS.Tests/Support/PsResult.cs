using System.Management.Automation;

namespace CloudifyPS.Tests.Support;

/// <summary>
/// What a script left: its output, its errors (the one that ended it, too) and the lines of all other streams.
/// </summary>
internal sealed record PsResult(PSObject[] Output, ErrorRecord[] Errors, string[] Lines)
{
    /// <summary>The only error.</summary>
    public ErrorRecord Error => Assert.Single(Errors);

    /// <summary>The only object.</summary>
    public PSObject Single => Assert.Single(Succeeded().Output);

    /// <summary>The same, if there was no error.</summary>
    public PsResult Succeeded()
    {
        Assert.Empty(Errors.Select(error => error.ToString() + " " + error.ScriptStackTrace));
        return this;
    }

    /// <summary>A property of the only object.</summary>
    public object? this[string name]
    {
        get
        {
            var value = Single.Properties[name]?.Value;
            return value is PSObject shown ? shown.BaseObject : value;
        }
    }
}
