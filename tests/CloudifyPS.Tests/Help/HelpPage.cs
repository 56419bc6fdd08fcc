using System.Text.RegularExpressions;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Help;

/// <summary>A page of docs/en-US: the help of one cmdlet, in the schema of platyPS.</summary>
internal sealed class HelpPage
{
    private static readonly RegexOptions Lines = RegexOptions.Multiline | RegexOptions.Singleline;

    private HelpPage(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        Text = File.ReadAllText(path).Replace("\r\n", "\n");
        Synopsis = Section("SYNOPSIS");
        Description = Section("DESCRIPTION");
        Syntax = Blocks(Section("SYNTAX")).ToDictionary(
            block => block.Heading.Replace(" (Default)", string.Empty),
            block => Parameters(Regex.Match(block.Body, "```\n(.*?)```", RegexOptions.Singleline).Groups[1].Value));
        Examples =
        [
            .. Blocks(Section("EXAMPLES")).Select(block =>
            {
                var match = Regex.Match(block.Body, "```powershell\n(.*?)\n```\n(.*)", RegexOptions.Singleline);
                return (block.Heading, match.Groups[1].Value, match.Groups[2].Value.Trim());
            }),
        ];
        ParameterTexts = Blocks(Section("PARAMETERS"))
            .Where(block => block.Heading.StartsWith('-'))
            .ToDictionary(block => block.Heading[1..], block => block.Body[..block.Body.IndexOf("```yaml", StringComparison.Ordinal)].Trim());
        Outputs = [.. Blocks(Section("OUTPUTS")).Select(block => block.Heading)];
        Links = [.. Regex.Matches(Section("RELATED LINKS"), @"^\[(.*?)\]\((.*?)\)$", Lines)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
    }

    /// <summary>All pages by the names of their cmdlets; pages of concepts are none of them.</summary>
    public static IReadOnlyDictionary<string, HelpPage> All { get; } = Directory
        .EnumerateFiles(Folder, "*-*.md").Select(path => new HelpPage(path)).ToDictionary(page => page.Name);

    /// <summary>Where the pages are.</summary>
    public static string Folder => Path.Combine(PsHost.RepositoryRoot, "docs", "en-US");

    public string Name { get; }

    public string Text { get; }

    public string Synopsis { get; }

    public string Description { get; }

    /// <summary>Parameters as they are written, such as <c>[[-Id] &lt;String[]&gt;]</c>, by parameter set; one without a name has none.</summary>
    public IReadOnlyDictionary<string, string[]> Syntax { get; }

    public IReadOnlyList<(string Title, string Code, string Remark)> Examples { get; }

    public IReadOnlyDictionary<string, string> ParameterTexts { get; }

    public IReadOnlyList<string> Outputs { get; }

    public IReadOnlyList<(string Name, string Target)> Links { get; }

    private string Section(string title) =>
        Regex.Match(Text, $@"^## {title}\n(.*?)(?=^## |\z)", Lines).Groups[1].Value.Trim();

    private static IEnumerable<(string Heading, string Body)> Blocks(string section) =>
        section.StartsWith("###", StringComparison.Ordinal)
            ? Regex.Matches(section, @"^### ([^\n]*)\n(.*?)(?=^### |\z)", Lines)
                .Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim()))
            : [(string.Empty, section)];

    private static string[] Parameters(string syntax)
    {
        var line = Regex.Replace(syntax, @"\s+", " ").Replace("[<CommonParameters>]", string.Empty).Trim();
        return [.. Regex.Split(line, @" (?=\[{0,2}-)").Skip(1).Select(one => one.Trim()).Order(StringComparer.Ordinal)];
    }
}
