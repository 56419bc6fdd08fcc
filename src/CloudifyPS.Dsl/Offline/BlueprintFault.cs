using System.Globalization;
using System.Text.RegularExpressions;

namespace CloudifyPS.Dsl.Offline;

/// <summary>Says what is wrong with a blueprint, and where.</summary>
/// <param name="Reason">What is wrong.</param>
/// <param name="File">The path of the file, as the blueprint names it; null if it is unknown.</param>
/// <param name="Line">The line, from 1; null if it is unknown.</param>
/// <param name="Column">The column, from 1; null if it is unknown.</param>
/// <param name="Path">The path in the blueprint, such as <c>node_templates.host</c>; null if it is unknown.</param>
internal sealed record BlueprintFault(string Reason, string? File, int? Line, int? Column, string? Path)
{
    // The parser reports a part of a blueprint with a column from 0, and invalid YAML with a column from 1.
    private static readonly Regex Part = new(
        @"\s*\n\s*in: (?<file>.*)\n\s*in line:? (?<line>\d+), column:? (?<column>\d+)",
        RegexOptions.CultureInvariant);

    private static readonly Regex Yaml = new(@"\n\s*in ""[^""]*"", line (?<line>\d+), column (?<column>\d+)");

    private static readonly Regex YamlFile = new(
        @"^Failed to parse (DSL|import '[^']*'\(via '(?<file>[^']*)'\)): Illegal yaml; ",
        RegexOptions.CultureInvariant);

    private static readonly Regex PathLine = new(@"\n\s*path: (?<path>.*)", RegexOptions.CultureInvariant);

    private static readonly Regex Traceback = new(
        @"^(.*\n)?\s*File ""[^""]*"", line \d+, in [^\n]*(\n\s+[^\n]*)*\n([\w.]+: )?", RegexOptions.Singleline);

    public static BlueprintFault Of(DslException exception) => new(
        exception.Reason, exception.File, exception.Line, exception.Column, NullIfEmpty(exception.Path));

    /// <summary>Reads the message of a manager.</summary>
    public static BlueprintFault Parse(string message)
    {
        message = Traceback.Replace(message, "", 1);
        var path = PathLine.Match(message);
        if (Part.Match(message) is { Success: true } part)
        {
            return new BlueprintFault(
                message.Substring(0, part.Index).Trim(),
                part.Groups["file"].Value.Trim(),
                NumberOf(part, "line"),
                NumberOf(part, "column") + 1,
                path.Success ? NullIfEmpty(path.Groups["path"].Value.Trim()) : null);
        }

        if (Yaml.Matches(message).Cast<Match>().LastOrDefault() is not { } place)
        {
            return new BlueprintFault(
                message.Substring(0, path.Success ? path.Index : message.Length).Trim(), null, null, null,
                path.Success ? NullIfEmpty(path.Groups["path"].Value.Trim()) : null);
        }

        // What is not indented is the message; the rest are the positions, and the lines at these.
        var start = YamlFile.Match(message);
        var reason = message.Substring(start.Length).Split('\n')
            .Where(line => line.Length > 0 && !char.IsWhiteSpace(line[0]));
        return new BlueprintFault(
            string.Join(": ", reason.Select(line => line.Trim())), NullIfEmpty(start.Groups["file"].Value),
            NumberOf(place, "line"), NumberOf(place, "column"), null);
    }

    private static int? NumberOf(Match match, string group) =>
        match.Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : null;

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
