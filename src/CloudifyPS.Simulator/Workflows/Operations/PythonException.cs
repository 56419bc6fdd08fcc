namespace CloudifyPS.Simulator.Workflows.Operations;

/// <summary>An exception of a simulated Python script.</summary>
internal sealed class PythonException(string type, string message) : Exception(message)
{
    /// <summary>The type of the exception in Python, for example TypeError.</summary>
    public string Type { get; } = type;
}
