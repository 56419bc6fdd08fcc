namespace CloudifyPS.Dsl.Functions;

/// <summary>Creates the errors of functions that have no result.</summary>
internal static class FunctionError
{
    public static DslException Create(string message) => new(DslError.Evaluation, message);
}
