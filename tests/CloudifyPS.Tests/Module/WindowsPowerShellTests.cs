using System.Management.Automation.Language;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CloudifyPS.Tests.Support;

namespace CloudifyPS.Tests.Module;

/// <summary>
/// Tests that Windows PowerShell 5.1 can read the scripts of the module and of its documentation.
/// </summary>
public class WindowsPowerShellTests
{
    private static readonly string[] Variables = ["IsWindows", "IsLinux", "IsMacOS", "IsCoreCLR", "PSStyle"];

    private static readonly string[] Parameters =
        ["Parallel", "AsHashtable", "NoProxy", "SkipCertificateCheck", "AsByteStream", "EscapeHandling"];

    public static TheoryData<string> Files =>
    [
        "CloudifyPS.psd1", "build.ps1",
        .. Below("src", "*.psm1"), .. Below("src", "*.ps1xml"), .. Below("tests/Pester", "*.ps1"),
        "README.md", .. Below("docs", "*.ps1"), .. Below("docs", "*.md"),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void ScriptsUseTheSyntaxOf51(string file)
    {
        var text = File.ReadAllText(Path.Combine(PsHost.RepositoryRoot, file));

        Assert.Empty(Scripts(file, text).SelectMany(Findings).Distinct());
    }

    /// <summary>Windows PowerShell reads a script without a byte order mark in the code page of the system.</summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void ScriptsDoNotDependOnTheCodePage(string file)
    {
        var bytes = File.ReadAllBytes(Path.Combine(PsHost.RepositoryRoot, file));

        Assert.True(
            Path.GetExtension(file) is ".md" or ".ps1xml"
                || bytes.AsSpan().StartsWith<byte>([0xEF, 0xBB, 0xBF])
                || bytes.All(value => value < 128),
            $"{file} has characters beyond ASCII and no byte order mark.");
    }

    [Theory]
    [InlineData("$a ? 1 : 2")]
    [InlineData("Get-Item a && 'done'")]
    [InlineData("$a ?? 2")]
    [InlineData("$a ??= 2")]
    [InlineData("${a}?.Name")]
    [InlineData("${a}?[0]")]
    [InlineData("Get-Item a &")]
    [InlineData("1..3 | ForEach-Object -Parallel { $_ }")]
    [InlineData("'{}' | ConvertFrom-Json -AsHashtable")]
    [InlineData("if ($IsWindows) { }")]
    [InlineData("function f { process { } clean { } }")]
    [InlineData("\"`e[0m\"")]
    [InlineData("\"`u{1F600}\"")]
    [InlineData("Join-Path a b c")]
    [InlineData("if (")]
    public void NewSyntaxIsFound(string script) => Assert.NotEmpty(Findings(script));

    [Theory]
    [InlineData("Get-Item a | Where-Object { $_.Name -like 'a?' } | ForEach-Object { \"$($_.Name)\" }")]
    [InlineData("Get-CfyExample -SkipCertificateCheck -NoProxy")]
    [InlineData("Join-Path a b")]
    public void OldSyntaxIsAccepted(string script) => Assert.Empty(Findings(script));

    private static IEnumerable<string> Below(string folder, string pattern) => Directory
        .EnumerateFiles(Path.Combine(PsHost.RepositoryRoot, folder), pattern, SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(PsHost.RepositoryRoot, file).Replace('\\', '/'))
        .Where(file =>
            !file.Contains("/bin/", StringComparison.Ordinal) && !file.Contains("/obj/", StringComparison.Ordinal));

    private static IEnumerable<string> Scripts(string file, string text) => Path.GetExtension(file) switch
    {
        ".ps1xml" => XDocument.Parse(text).Descendants()
            .Where(element =>
                element.Name.LocalName is "ScriptBlock" or "Script" or "GetScriptBlock" or "SetScriptBlock")
            .Select(element => element.Value),
        ".md" =>
            Regex.Matches(text, "^```powershell\\s*?\\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)
            .Select(
                fence => Regex.Replace(fence.Groups[1].Value, "^PS [^>]*> ?", string.Empty, RegexOptions.Multiline)),
        _ => [text],
    };

    private static IEnumerable<string> Findings(string script)
    {
        var root = Parser.ParseInput(script, out var tokens, out var errors);
        return [
            .. errors.Select(error => $"{error.Message} ({error.Extent.Text})"),
            .. root.FindAll(IsNew, searchNestedScriptBlocks: true).Select(node => node.Extent.Text),
            .. tokens.OfType<StringExpandableToken>().Where(token => Regex.IsMatch(token.Text, "(?<!`)(``)*`(e|u\\{)"))
                .Select(token => token.Text),
        ];
    }

    private static bool IsNew(Ast node) => node switch
    {
        TernaryExpressionAst or PipelineChainAst => true,
        BinaryExpressionAst binary => binary.Operator == TokenKind.QuestionQuestion,
        AssignmentStatementAst assignment => assignment.Operator == TokenKind.QuestionQuestionEquals,
        MemberExpressionAst member => member.NullConditional,
        IndexExpressionAst index => index.NullConditional,
        PipelineAst pipeline => pipeline.Background,
        ScriptBlockAst block => block.CleanBlock is not null,
        VariableExpressionAst variable =>
            Variables.Contains(variable.VariablePath.UserPath, StringComparer.OrdinalIgnoreCase),
        CommandAst command => !IsOurs(command) && (HasNewParameter(command) || JoinsMoreThanTwo(command)),
        _ => false,
    };

    private static bool IsOurs(CommandAst command) =>
        command.GetCommandName() is { } name && name.Contains("-Cfy", StringComparison.OrdinalIgnoreCase);

    private static bool HasNewParameter(CommandAst command) => command.CommandElements.OfType<CommandParameterAst>()
        .Any(parameter => Parameters.Contains(parameter.ParameterName, StringComparer.OrdinalIgnoreCase));

    private static bool JoinsMoreThanTwo(CommandAst command) =>
        string.Equals(command.GetCommandName(), "Join-Path", StringComparison.OrdinalIgnoreCase)
        && command.CommandElements.Skip(1).OfType<ExpressionAst>().Count() > 2;
}
