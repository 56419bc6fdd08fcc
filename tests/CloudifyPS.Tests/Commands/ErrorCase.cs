using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>An ErrorId, what it means to a user, and a script that ends in it.</summary>
/// <param name="Id">The identifier, without the cmdlet's name.</param>
/// <param name="Category">Its category.</param>
/// <param name="When">When it comes.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Script">A script whose only error it is, in a session $s with a manager at $address.</param>
internal sealed record ErrorCase(string Id, string Category, string When, string Advice, string Script)
{
    /// <summary>What the manager answers, where it is the manager who refuses.</summary>
    public Action<FakeManager> Prepare { get; init; } = _ => { };
}
