using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Functions;

/// <summary>
/// Limits the cost of one evaluation of functions, including nested evaluations. Functions that refer to each other in
/// a cycle, or multiply their results, then cause an error.
/// </summary>
internal sealed class EvaluationBudget
{
    public const int MaxCalls = 1_000_000;

    /// <summary>The limit for the calls that yield the same value: a property that is a function, and so on.</summary>
    public const int MaxChain = 1_000;

    /// <summary>
    /// The limit for all results, in characters. Other values count as <see cref="TokenSize"/> characters.
    /// </summary>
    public const long MaxSize = 32_000_000;

    /// <summary>Python's limit for nested evaluations.</summary>
    private const int MaxDepth = 50;

    private const int TokenSize = 32;

    private long _size;
    private int _depth;

    /// <summary>Gets the number of function calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>Counts a nested evaluation.</summary>
    /// <param name="path">Gets the place, for errors.</param>
    public void Enter(Func<string> path)
    {
        if (++_depth > MaxDepth)
        {
            throw FunctionError.Create(
                $"The recursion limit ({MaxDepth}) has been reached while evaluating the deployment. Limit was "
                + "reached with "
                + $"the following path - {path()}");
        }
    }

    public void Leave() => _depth--;

    /// <summary>Counts a function call.</summary>
    /// <param name="path">The place of the function, for errors.</param>
    /// <param name="chain">The number of calls for the same value.</param>
    public void Call(string path, int chain = 1)
    {
        if (++Calls > MaxCalls || chain > MaxChain)
        {
            throw new DslException(
                DslError.ExceededBudget,
                $"The evaluation of '{path}' was stopped after {(chain > MaxChain ? MaxChain : MaxCalls)} "
                + "function calls. "
                + "Check whether functions refer to each other in a circle.");
        }
    }

    /// <summary>Counts a result before it is created.</summary>
    public void Reserve(long characters, string path)
    {
        _size += characters;
        if (_size > MaxSize)
        {
            throw new DslException(
                DslError.ExceededBudget,
                $"The evaluation of '{path}' was stopped because the results of functions have more than {MaxSize} "
                + "characters.");
        }
    }

    /// <summary>Counts a result before it is copied.</summary>
    public void Reserve(JToken result, string path)
    {
        var tokens = result is JContainer container ? container.DescendantsAndSelf() : [result];
        foreach (var token in tokens)
        {
            Reserve(TokenSize + (token is JValue { Value: string text } ? text.Length : 0), path);
        }
    }
}
