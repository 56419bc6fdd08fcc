using CloudifyPS.Dsl.Types;
using Newtonsoft.Json.Linq;

namespace CloudifyPS.Dsl.Imports;

/// <summary>The main file of a blueprint, or an import.</summary>
/// <param name="Url">The path or address; the main file's own path.</param>
/// <param name="Content">The sections.</param>
/// <param name="Namespace">The namespace of the import, with those of its parents; null without one.</param>
/// <param name="Files">The files that the document's own imports are searched in.</param>
/// <param name="IsBuiltIn">Whether the document has the manager's built-in types.</param>
internal sealed record ImportedDocument(
    string Url, JObject Content, string? Namespace, IReadOnlyDictionary<string, byte[]> Files, bool IsBuiltIn)
{
    /// <summary>Gets the place of the document on a manager, for errors.</summary>
    public string Location => IsBuiltIn ? BuiltInTypes.LocationOf(Url) : Url;
}
