using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Help;

/// <summary>The pages of docs/en-US say what the cmdlets are, and the help file in the module says what the pages say.</summary>
public class HelpTests
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Commands of PowerShell that examples may use: both editions have them.</summary>
    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "ConvertTo-Json", "ForEach-Object", "Get-ChildItem", "Get-Date", "Import-Csv", "New-Item", "New-Object", "Out-Null",
        "Read-Host", "Select-Object", "Set-Content", "Start-Sleep", "Where-Object",
    };

    /// <summary>What Windows PowerShell 5.1 does not know.</summary>
    private static readonly TokenKind[] NewSyntax =
    [
        TokenKind.AndAnd, TokenKind.OrOr, TokenKind.QuestionMark, TokenKind.QuestionQuestion,
        TokenKind.QuestionQuestionEquals, TokenKind.QuestionDot, TokenKind.QuestionLBracket,
    ];

    private static readonly Dictionary<string, HelpCommand> Commands = LoadCommands();
    private static readonly Dictionary<string, XElement> HelpFile = XDocument
        .Load(Path.Combine(PsHost.ModulePath, "en-US", "CloudifyPS.Commands.dll-Help.xml"))
        .Descendants(Command + "command")
        .ToDictionary(command => command.Element(Command + "details")!.Element(Command + "name")!.Value);

    public static TheoryData<string> PageNames => [.. HelpPage.All.Keys.Order(StringComparer.Ordinal)];

    [Fact]
    public void EveryCmdletHasAPageAndEveryPageItsCmdlet() => Assert.Equal(
        Commands.Values.Select(command => command.Cmdlet).Distinct().Order(StringComparer.Ordinal),
        HelpPage.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(PageNames))]
    public void APageHasAllItsParts(string name)
    {
        var page = HelpPage.All[name];

        Assert.Matches(@"^\S[^\n]*\.$", page.Synopsis);
        Assert.NotEmpty(page.Description);
        Assert.NotEmpty(page.Links);
        Assert.NotEmpty(page.Outputs);
        Assert.All(page.ParameterTexts, parameter => Assert.EndsWith(".", parameter.Value));
        Assert.All(page.Links, link => Assert.True(File.Exists(Path.Combine(HelpPage.Folder, link.Target)), link.Target));
        Assert.DoesNotContain("{{", page.Text);
        Assert.DoesNotMatch(@"\bTODO\b|\bTBD\b|PS C:", page.Text);
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public void APageDescribesTheParametersThatTheCmdletHas(string name) => Assert.Equal(
        Commands[name].Parameters.Except(Cmdlet.CommonParameters).Order(StringComparer.Ordinal),
        HelpPage.All[name].ParameterTexts.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(PageNames))]
    public void TheSyntaxIsThatOfTheParameterSets(string name)
    {
        var page = HelpPage.All[name];
        var sets = Commands[name].ParameterSets;

        Assert.Equal(sets.Length, page.Syntax.Count);
        Assert.All(sets, set => Assert.Equal(
            set.Parameters.Where(parameter => !Cmdlet.CommonParameters.Contains(parameter.Name))
                .Select(Written).Order(StringComparer.Ordinal),
            page.Syntax[sets.Length == 1 ? string.Empty : set.Name]));
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public void ExamplesAreScriptsThatCanBeRun(string name)
    {
        var page = HelpPage.All[name];

        Assert.True(page.Examples.Count >= 2, "There must be two examples.");
        Assert.All(page.Examples, example =>
        {
            Assert.Matches(@"^Example \d: \S", example.Title);
            Assert.EndsWith(".", example.Remark);
            var script = Parser.ParseInput(example.Code, out var tokens, out var errors);
            Assert.Empty(errors.Select(error => error.Message));
            Assert.DoesNotContain(tokens, token => NewSyntax.Contains(token.Kind));
            Assert.All(
                script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>(), CheckCommand);
        });
        Assert.Contains(page.Examples, example => example.Code.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void TheHelpFileHasTheCmdletsThatHavePages() =>
        Assert.Equal(HelpPage.All.Keys.Order(StringComparer.Ordinal), HelpFile.Keys.Order(StringComparer.Ordinal));

    /// <summary>When this fails, run ./build.ps1 -Task Docs: it makes the help file of the pages.</summary>
    [Theory]
    [MemberData(nameof(PageNames))]
    public void TheHelpFileSaysWhatThePageSays(string name)
    {
        var page = HelpPage.All[name];
        var help = HelpFile[name];
        XElement[] examples = [.. help.Descendants(Command + "example")];

        Assert.Equal(Plain(page.Synopsis), Plain(help.Element(Command + "details")!.Element(Maml + "description")!.Value));
        Assert.Equal(Plain(page.Description), Plain(help.Element(Maml + "description")!.Value));
        Assert.Equal(
            page.ParameterTexts.Select(one => one.Key + ": " + Plain(one.Value)).Order(StringComparer.Ordinal),
            help.Element(Command + "parameters")!.Elements(Command + "parameter")
                .Select(one => one.Element(Maml + "name")!.Value + ": " + Plain(one.Element(Maml + "description")!.Value))
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            page.Examples.Select(example => Plain(example.Code)), examples.Select(one => Plain(one.Element(Dev + "code")!.Value)));
        Assert.Equal(
            page.Examples.Select(example => Plain(example.Remark)),
            examples.Select(one => Plain(one.Element(Dev + "remarks")!.Value)));
        Assert.Equal(
            page.Links.Select(link => link.Name), help.Descendants(Maml + "linkText").Select(text => text.Value));
    }

    [Fact]
    public void GetHelpFindsItInTheBuiltModule()
    {
        var page = HelpPage.All.Values.First();
        using var host = new PsHost();

        var result = host
            .Invoke("$help = Get-Help $name -Full; $help.Synopsis; @($help.examples.example).Count", ("name", page.Name)).Succeeded();

        Assert.Equal(page.Synopsis, result.Output[0].ToString());
        Assert.Equal(page.Examples.Count, result.Output[1].BaseObject);
    }

    // What belongs to commands is asked for while they run: the engine tells it on its own thread only.
    private static Dictionary<string, HelpCommand> LoadCommands()
    {
        using var host = new PsHost();
        return host.Invoke("""
            foreach ($command in Get-Command -Module CloudifyPS) {
                $cmdlet = if ($command.CommandType -eq 'Alias') { $command.ResolvedCommand } else { $command }
                [pscustomobject] @{
                    Name = $command.Name; Cmdlet = $cmdlet.Name; Parameters = $cmdlet.Parameters.Keys; Sets = $cmdlet.ParameterSets
                }
            }
            """).Succeeded().Output.ToDictionary(
            found => (string)found.Properties["Name"].Value,
            found => new HelpCommand(
                (string)found.Properties["Cmdlet"].Value,
                [.. Items<string>(found, "Parameters")],
                [.. Items<CommandParameterSetInfo>(found, "Sets")]),
            StringComparer.OrdinalIgnoreCase);

        static IEnumerable<T> Items<T>(PSObject found, string name) =>
            ((IEnumerable)(found.Properties[name].Value is PSObject shown ? shown.BaseObject : found.Properties[name].Value))
                .Cast<object>().Select(item => (T)(item is PSObject inner ? inner.BaseObject : item));
    }

    private static string Written(CommandParameterInfo parameter)
    {
        var name = parameter.Position >= 0 ? $"[-{parameter.Name}]" : $"-{parameter.Name}";
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var written = type == typeof(SwitchParameter) ? name : $"{name} <{type.Name}>";
        return parameter.IsMandatory ? written : $"[{written}]";
    }

    private static void CheckCommand(CommandAst used)
    {
        var name = used.GetCommandName();
        Assert.NotNull(name);
        if (!Commands.TryGetValue(name, out var command))
        {
            Assert.Contains(name, Others);
            return;
        }

        Assert.All(
            used.CommandElements.OfType<CommandParameterAst>(),
            parameter => Assert.Contains(parameter.ParameterName, command.Parameters));
    }

    // The help file wraps and marks text in its own way.
    private static string Plain(string text) => Regex.Replace(text, @"[\s`\\]+", string.Empty);
}
