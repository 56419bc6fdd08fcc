using System.Text.RegularExpressions;

namespace CloudifyPS.Tests.Help;

/// <summary>A parameter as its page describes it.</summary>
/// <param name="Name">The name without the dash.</param>
/// <param name="Text">The description.</param>
/// <param name="DefaultValue">The default value; empty for none.</param>
/// <param name="Facts">The other lines of the YAML block.</param>
internal sealed record HelpParameter(string Name, string Text, string DefaultValue, string Facts)
{
    public string Type => Fact("Type");

    public bool SupportsWildcards => Fact("SupportsWildcards") == "true";

    public bool IsRequired => Facts.Contains("  IsRequired: true", StringComparison.Ordinal);

    /// <summary>The position in the first parameter set.</summary>
    public string Position => Fact("  Position");

    public string Aliases => List("Aliases");

    public string PipelineInput => (Any("ValueFromPipeline"), Any("ValueFromPipelineByPropertyName")) switch
    {
        (true, true) => "true (ByValue, ByPropertyName)",
        (true, false) => "true (ByValue)",
        (false, true) => "true (ByPropertyName)",
        _ => "false",
    };

    public static HelpParameter Read((string Heading, string Body) block)
    {
        var match = Regex.Match(block.Body, "^(.*?)\n*```yaml\n(.*?)\n?```$", RegexOptions.Singleline);
        var lines = match.Groups[2].Value.Split('\n');
        var defaultValue = lines.Single(line => line.StartsWith("DefaultValue: ", StringComparison.Ordinal));
        return new HelpParameter(
            block.Heading[1..],
            match.Groups[1].Value,
            defaultValue["DefaultValue: ".Length..].Trim('\''),
            string.Join("\n", lines.Where(line => line != defaultValue)));
    }

    private string Fact(string name) => Regex.Match(Facts, $"^{name}: (.*)$", RegexOptions.Multiline).Groups[1].Value;

    private bool Any(string name) => Facts.Contains($"  {name}: true", StringComparison.Ordinal);

    private string List(string name) => string.Join(
        ", ", Regex.Match(Facts, $"^{name}:\n((?:- .*\n)+)", RegexOptions.Multiline).Groups[1].Value
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[2..]));
}
