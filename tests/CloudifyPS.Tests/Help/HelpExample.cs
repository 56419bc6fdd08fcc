using System.Text.RegularExpressions;

namespace CloudifyPS.Tests.Help;

/// <summary>An example of a help page.</summary>
/// <param name="Title">The heading, with the number.</param>
/// <param name="Code">The script.</param>
/// <param name="Output">What the script displays; empty where the page does not show it.</param>
/// <param name="Remark">The explanation.</param>
internal sealed record HelpExample(string Title, string Code, string Output, string Remark)
{
    public static HelpExample Read((string Heading, string Body) block)
    {
        var match = Regex.Match(
            block.Body, "^```powershell\n(.*?)\n```\n\n(?:```Output\n(.*?)\n```\n\n)?(.*)$", RegexOptions.Singleline);
        return new HelpExample(
            block.Heading, match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value.Trim());
    }
}
