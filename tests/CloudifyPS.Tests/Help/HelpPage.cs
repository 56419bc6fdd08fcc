using System.Text.RegularExpressions;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Help;

/// <summary>A page of docs/en-US: the help of one cmdlet, in the schema 2024-05-01 of PlatyPS.</summary>
internal sealed class HelpPage
{
    private const RegexOptions Lines = RegexOptions.Multiline | RegexOptions.Singleline;

    private HelpPage(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        Text = File.ReadAllText(path).Replace("\r\n", "\n");
        FrontMatter = [.. Text.Split("---\n")[1].Trim().Split('\n')];
        Synopsis = Section("SYNOPSIS");
        Description = Section("DESCRIPTION");
        Aliases = [.. Regex.Matches(Section("ALIASES"), "^- `(.*?)`$", Lines).Select(match => match.Groups[1].Value)];
        Syntax = Blocks("SYNTAX").ToDictionary(
            block => block.Heading.Replace(" (Default)", string.Empty),
            block => Regex.Replace(block.Body.Trim('`'), @"\s+", " ").Trim());
        Parameters = [.. Blocks("PARAMETERS").Where(block => block.Heading.StartsWith('-')).Select(HelpParameter.Read)];
        Examples = [.. Blocks("EXAMPLES").Select(HelpExample.Read)];
        Inputs = [.. Blocks("INPUTS")];
        Outputs = [.. Blocks("OUTPUTS")];
        Links = [.. Regex.Matches(Section("RELATED LINKS"), @"^- \[(.*?)\]\((.*?)\)$", Lines)
            .Select(match => (match.Groups[1].Value, match.Groups[2].Value))];
    }

    /// <summary>The pages of all cmdlets by name.</summary>
    public static IReadOnlyDictionary<string, HelpPage> All { get; } = Directory
        .EnumerateFiles(Folder, "*-*.md").Select(path => new HelpPage(path)).ToDictionary(page => page.Name);

    public static string Folder => Path.Combine(PsHost.RepositoryRoot, "docs", "en-US");

    public string Name { get; }

    public string Text { get; }

    public string[] FrontMatter { get; }

    public string Synopsis { get; }

    public string Description { get; }

    public string[] Aliases { get; }

    /// <summary>The syntax in one line by parameter set. A single set has no heading.</summary>
    public IReadOnlyDictionary<string, string> Syntax { get; }

    public IReadOnlyList<HelpParameter> Parameters { get; }

    public IReadOnlyList<HelpExample> Examples { get; }

    public IReadOnlyList<(string Type, string Text)> Inputs { get; }

    public IReadOnlyList<(string Type, string Text)> Outputs { get; }

    public IReadOnlyList<(string Name, string Target)> Links { get; }

    private string Section(string title) =>
        Regex.Match(Text, $@"^## {title}\n(.*?)(?=^## |\z)", Lines).Groups[1].Value.Trim();

    private IEnumerable<(string Heading, string Body)> Blocks(string section)
    {
        var text = Section(section);
        return text.StartsWith("###", StringComparison.Ordinal)
            ? Regex.Matches(text, @"^### ([^\n]*)\n(.*?)(?=^### |\z)", Lines)
                .Select(match => (match.Groups[1].Value, match.Groups[2].Value.Trim()))
            : [(string.Empty, text)];
    }
}
