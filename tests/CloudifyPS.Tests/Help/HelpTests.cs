using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Help;

/// <summary>Finds drift between the cmdlets, the pages in docs/en-US and the help file of the module.</summary>
public class HelpTests
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Commands of PowerShell that examples may use: Windows PowerShell 5.1 has all of them.</summary>
    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "ConvertTo-Json", "ForEach-Object", "Get-ChildItem", "Get-Date", "Import-Csv", "New-Item", "New-Object",
        "Out-Null", "Read-Host", "Select-Object", "Set-Content", "Start-Sleep", "Where-Object",
    };

    /// <summary>Syntax that Windows PowerShell 5.1 does not support.</summary>
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
    public void EveryCmdletHasAPageAndEveryPageACmdlet() => Assert.Equal(
        Commands.Keys.Order(StringComparer.Ordinal), HelpPage.All.Keys.Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(PageNames))]
    public void APageIsComplete(string name)
    {
        var page = HelpPage.All[name];

        Assert.Equal(
            [
                "document type: cmdlet", "external help file: CloudifyPS.Commands.dll-Help.xml", "Locale: en-US",
                "Module Name: CloudifyPS", "PlatyPS schema version: 2024-05-01", $"title: {name}",
            ],
            page.FrontMatter);
        Assert.Matches(@"^[A-Z][a-z]+s \S[^\n]*[^.]\.$", page.Synopsis);
        Assert.EndsWith(".", page.Description);
        Assert.All(page.Parameters, parameter => Assert.Matches(@"^[A-Z][^\n]*\.$", parameter.Text));
        Assert.All(page.Inputs.Concat(page.Outputs), one => Assert.Matches(@"^[A-Z][^\n]*\.$", one.Text));
        Assert.NotEmpty(page.Links);
        Assert.All(page.Links, link => Assert.Contains(link.Name, HelpPage.All.Keys));
        Assert.All(page.Links, link => Assert.Equal($"{link.Name}.md", link.Target));
        Assert.DoesNotMatch(@"\{\{|\bTODO\b|\bTBD\b|PS C:", page.Text);
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public void APageNamesTheAliasesOfTheCmdlet(string name) =>
        Assert.Equal(Commands[name].Aliases, HelpPage.All[name].Aliases);

    [Theory]
    [MemberData(nameof(PageNames))]
    public void APageStatesTheFactsOfEveryParameter(string name) => Assert.Equal(
        Commands[name].OwnParameters.Select(parameter => $"-{parameter.Name}\n{HelpCommand.Facts(parameter)}")
            .Order(StringComparer.Ordinal),
        HelpPage.All[name].Parameters.Select(parameter => $"-{parameter.Name}\n{parameter.Facts}")
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(PageNames))]
    public void APageStatesTheDefaultValues(string name) => Assert.Equal(
        Commands[name].OwnParameters.Select(parameter => $"-{parameter.Name} {Commands[name].DefaultValue(parameter)}")
            .Order(StringComparer.Ordinal),
        HelpPage.All[name].Parameters.Select(parameter => $"-{parameter.Name} {parameter.DefaultValue.TrimStart('0')}")
            .Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(PageNames))]
    public void TheSyntaxIsThatOfTheParameterSets(string name)
    {
        var page = HelpPage.All[name];

        Assert.Equal(
            Commands[name].Syntax.Select(set => $"{set.Key}: {name} {set.Value}".Trim()).Order(StringComparer.Ordinal),
            page.Syntax.Select(set => $"{set.Key}: {set.Value}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public void APageNamesTheTypesOfInputAndOutput(string name)
    {
        var page = HelpPage.All[name];
        var inputs = Commands[name].OwnParameters
            .Where(parameter => parameter.ParameterSets.Values
                .Any(set => set.ValueFromPipeline || set.ValueFromPipelineByPropertyName))
            .Select(HelpCommand.TypeName);
        var outputs = Commands[name].Type.GetCustomAttributes(inherit: true).OfType<OutputTypeAttribute>()
            .SelectMany(attribute => attribute.Type).Select(type => type.Name);

        // Files bind to -LiteralPath by a property.
        Assert.Equal(
            inputs.DefaultIfEmpty("None").Distinct().Order(StringComparer.Ordinal),
            page.Inputs.Select(input => input.Type).Where(type => type != "System.IO.FileInfo")
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            outputs.DefaultIfEmpty("None").Order(StringComparer.Ordinal),
            page.Outputs.Select(output => output.Type).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public void ExamplesAreScriptsForBothEditions(string name)
    {
        var page = HelpPage.All[name];

        Assert.True(page.Examples.Count >= 2, "There must be two examples.");
        Assert.Equal(
            Enumerable.Range(1, page.Examples.Count).Select(number => $"Example {number}: "),
            page.Examples.Select(example => Regex.Match(example.Title, @"^Example \d+: ").Value));
        Assert.All(page.Examples, example =>
        {
            Assert.Matches(@"^[A-Z].*\.$", example.Remark);
            var script = Parser.ParseInput(example.Code, out var tokens, out var errors);
            Assert.Empty(errors.Select(error => error.Message));
            Assert.DoesNotContain(tokens, token => NewSyntax.Contains(token.Kind));
            Assert.All(
                script.FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>(),
                CheckCommand);
        });
        Assert.Contains(page.Examples, example => example.Code.Contains(name, StringComparison.Ordinal));
    }

    [Fact]
    public void TheHelpFileHasTheCmdletsThatHavePages() =>
        Assert.Equal(HelpPage.All.Keys.Order(StringComparer.Ordinal), HelpFile.Keys.Order(StringComparer.Ordinal));

    /// <summary>To correct a failure, run <c>./build.ps1 -Task Docs</c>, which generates the help file.</summary>
    [Theory]
    [MemberData(nameof(PageNames))]
    public void TheHelpFileHasTheTextsOfThePage(string name)
    {
        var page = HelpPage.All[name];
        var help = HelpFile[name];

        Assert.Equal(page.Synopsis, Text(help.Element(Command + "details")!.Element(Maml + "description")));
        Assert.Equal(page.Description, Text(help.Element(Maml + "description")));
        Assert.Equal(
            page.Examples.Select(one =>
                ($"--------- {one.Title} ---------", one.Code, $"{one.Output}\n\n{one.Remark}".Trim())),
            help.Descendants(Command + "example").Select(one => (
                one.Element(Maml + "title")!.Value,
                one.Element(Dev + "code")!.Value,
                Text(one.Element(Dev + "remarks")))));
        Assert.Equal(
            page.Links.Select(link => link.Name), help.Descendants(Maml + "linkText").Select(text => text.Value));
        Assert.Equal(page.Inputs, Types(help.Element(Command + "inputTypes")));
        Assert.Equal(page.Outputs, Types(help.Element(Command + "returnValues")));
    }

    [Theory]
    [MemberData(nameof(PageNames))]
    public void TheHelpFileHasTheParametersOfThePage(string name)
    {
        var page = HelpPage.All[name];
        var help = HelpFile[name];

        Assert.Equal(
            page.Parameters.Select(one => string.Join(
                " | ", one.Name, one.Text, one.Type, one.DefaultValue, one.IsRequired, one.Position, one.PipelineInput,
                one.SupportsWildcards, one.Aliases.Length == 0 ? "none" : one.Aliases)),
            help.Element(Command + "parameters")!.Elements(Command + "parameter").Select(one => string.Join(
                " | ", one.Element(Maml + "name")!.Value, Text(one.Element(Maml + "description")),
                one.Element(Dev + "type")!.Element(Maml + "name")!.Value, one.Element(Dev + "defaultValue")?.Value,
                (bool)one.Attribute("required")!, one.Attribute("position")!.Value,
                one.Attribute("pipelineInput")!.Value, (bool)one.Attribute("globbing")!,
                one.Attribute("aliases")!.Value)));
        Assert.Equal(
            page.Syntax.Values.Select(Words).Order(StringComparer.Ordinal),
            help.Descendants(Command + "syntaxItem").Select(item => Words(string.Join(" ", Written(item))))
                .Order(StringComparer.Ordinal));

        static string Words(string syntax) => string.Join(
            " ", syntax.Replace(" [<CommonParameters>]", string.Empty).Split(' ').Order(StringComparer.Ordinal));
    }

    [Fact]
    public void GetHelpFindsThePageOfACmdlet()
    {
        var page = HelpPage.All.Values.MaxBy(one => one.Examples.Count)!;
        using var host = new PsHost();

        var result = host
            .Invoke("$help = Get-Help $name -Full; $help.Synopsis; $help.examples.example.code", ("name", page.Name))
            .Succeeded();

        Assert.Equal(page.Synopsis, result.Output[0].ToString());
        Assert.Equal(
            page.Examples.Select(example => example.Code), result.Output.Skip(1).Select(code => code.ToString()));
    }

    // PowerShell computes parameters only on its own thread while a command runs.
    private static Dictionary<string, HelpCommand> LoadCommands()
    {
        using var host = new PsHost();
        return host.Invoke("""
            $aliases = Get-Command -Module CloudifyPS -CommandType Alias
            foreach ($cmdlet in Get-Command -Module CloudifyPS -CommandType Cmdlet) {
                [pscustomobject] @{
                    Name       = $cmdlet.Name
                    Aliases    = @($aliases | Where-Object { $_.ResolvedCommand.Name -eq $cmdlet.Name }).Name
                    Type       = $cmdlet.ImplementingType
                    Parameters = $cmdlet.Parameters.Values
                    Sets       = @($cmdlet.ParameterSets | ForEach-Object { $_.Name })
                    Syntax     = @($cmdlet.ParameterSets | ForEach-Object { $_.ToString() })
                }
            }
            """).Succeeded().Output.Select(found =>
        {
            string[] sets = [.. Items<string>(found, "Sets")];
            return new HelpCommand(
                (string)found.Properties["Name"].Value,
                [.. Items<string>(found, "Aliases").Order(StringComparer.Ordinal)],
                (Type)((found.Properties["Type"].Value as PSObject)?.BaseObject ?? found.Properties["Type"].Value),
                [.. Items<ParameterMetadata>(found, "Parameters")],
                sets.Zip(Items<string>(found, "Syntax")).ToDictionary(
                    set => sets.Length == 1 ? string.Empty : set.First, set => set.Second));
        }).ToDictionary(command => command.Name);

        static IEnumerable<T> Items<T>(PSObject found, string name)
        {
            var value = found.Properties[name].Value;
            value = value is PSObject shown ? shown.BaseObject : value;
            return (value is string or null ? new[] { value } : ((IEnumerable)value).Cast<object?>())
                .Select(item => item is PSObject inner ? inner.BaseObject : item).OfType<T>();
        }
    }

    private static IEnumerable<string> Written(XElement syntaxItem) => syntaxItem.Elements(Command + "parameter")
        .Select(parameter =>
        {
            var name = "-" + parameter.Element(Maml + "name")!.Value;
            name = parameter.Attribute("position")!.Value == "named" ? name : $"[{name}]";
            var type = parameter.Elements(Command + "parameterValue").FirstOrDefault()?.Value;
            var written = type is null ? name : $"{name} <{type}>";
            return (bool)parameter.Attribute("required")! ? written : $"[{written}]";
        })
        .Prepend(syntaxItem.Element(Maml + "name")!.Value);

    private static string Text(XElement? element) =>
        string.Join("\n\n", element!.Elements(Maml + "para").Select(para => para.Value)).Trim();

    private static IEnumerable<(string Type, string Text)> Types(XElement? element) => element!.Elements().Select(
        one => (one.Element(Dev + "type")!.Element(Maml + "name")!.Value, Text(one.Element(Maml + "description"))));

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
            parameter => Assert.Contains(parameter.ParameterName, command.Parameters.Select(one => one.Name)));
    }
}
