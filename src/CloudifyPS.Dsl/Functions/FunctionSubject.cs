namespace CloudifyPS.Dsl.Functions;

/// <summary>The node instances that SELF, SOURCE and TARGET mean.</summary>
/// <param name="Self">The id of the instance that SELF means; null if SELF cannot be used.</param>
/// <param name="Source">The id of the instance that SOURCE means; null if SOURCE cannot be used.</param>
/// <param name="Target">The id of the instance that TARGET means; null if TARGET cannot be used.</param>
internal sealed record FunctionSubject(string? Self, string? Source, string? Target)
{
    public static FunctionSubject None { get; } = new(null, null, null);

    public static bool IsReference(string name) => name is "SELF" or "SOURCE" or "TARGET";

    /// <summary>Gets the id of the node instance that a reference means; null if there is none.</summary>
    public string? Resolve(string reference, FunctionOwner? owner) => reference switch
    {
        "SELF" => owner?.Instance ?? Self,
        "SOURCE" => Source,
        _ => Target,
    };
}
