using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Commands;

/// <summary>An ErrorId with its description, and a script that causes the error.</summary>
/// <param name="Id">The ErrorId without the name of the cmdlet.</param>
/// <param name="Category">The error category.</param>
/// <param name="When">The cause of the error.</param>
/// <param name="Advice">The recommended action.</param>
/// <param name="Script">
/// A script that causes only this error. $s is a session, and $address is the address of the manager.
/// </param>
internal sealed record ErrorCase(string Id, string Category, string When, string Advice, string Script)
{
    /// <summary>Gets the action that sets the responses of the manager.</summary>
    public Action<FakeManager> Prepare { get; init; } = _ => { };
}
